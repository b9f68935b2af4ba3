package io.geostream.consumer.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a writer has under way, as a test says; no wait takes any time. */
final class FakeUnderWay implements UnderWay {

  final List<Duration> waits = new ArrayList<>();
  boolean idle = true;
  int cancels;
  int aborts;

  /** What happens while the writer is waited for. */
  Runnable meanwhile = () -> {};

  /** Whether all is done in time. */
  Done done = atMost -> true;

  /** Whether the thread that waits is interrupted. */
  boolean interrupted;

  /** What happens while the end is waited for. */
  @FunctionalInterface
  interface Done {
    boolean await(Duration atMost) throws InterruptedException;
  }

  @Override
  public boolean awaitDone(Duration atMost) throws InterruptedException {
    return done.await(atMost);
  }

  @Override
  public boolean awaitIdle(Duration atMost) throws InterruptedException {
    if (interrupted) {
      throw new InterruptedException("by force");
    }
    waits.add(atMost);
    meanwhile.run();
    return idle;
  }

  @Override
  public void cancel() {
    cancels++;
  }

  @Override
  public void abort() {
    aborts++;
  }
}
