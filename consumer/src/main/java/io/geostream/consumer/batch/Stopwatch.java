package io.geostream.consumer.batch;

/** Times phases that follow each other: each ends where the next one begins. */
public final class Stopwatch {

  private final PhaseTimes times;
  private long sinceNanos = System.nanoTime();

  public Stopwatch(PhaseTimes times) {
    this.times = times;
  }

  /** A phase ends now. */
  public void ends(Phase phase) {
    long now = System.nanoTime();
    times.set(phase, now - sinceNanos);
    sinceNanos = now;
  }
}
