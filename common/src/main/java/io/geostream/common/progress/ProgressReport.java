package io.geostream.common.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Reports how far long work is: done, of how many, rate, time left. On a terminal this is a
 * progress bar on stderr, otherwise a log line every five seconds. Shorter work reports nothing.
 * Safe to use from any thread.
 */
public final class ProgressReport implements AutoCloseable {

  /** The rate is that of the last minute. */
  private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

  private record Sample(long nanos, long done) {}

  /** Begins reports. */
  public interface Factory {

    /** See {@link ProgressReport#of}. */
    ProgressReport of(String work, Unit unit, OptionalLong total);
  }

  private final String work;
  private final Unit unit;
  private final OptionalLong total;
  private final Display display;
  private final LongSupplier nanoTime;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private boolean shown;

  /**
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  ProgressReport(
      String work, Unit unit, OptionalLong total, Display display, LongSupplier nanoTime) {
    this.work = work;
    this.unit = unit;
    this.total = total;
    this.display = display;
    this.nanoTime = nanoTime;
  }

  /**
   * Reports on work that begins now.
   *
   * @param work what is being done, in a few words: the line begins with it
   * @param total how much there is to do, in the unit; empty if that is not known
   */
  public static ProgressReport of(String work, Unit unit, OptionalLong total) {
    Display display = Terminal.isStderr() ? new BarDisplay(System.err) : new LogDisplay();
    return new ProgressReport(work, unit, total, display, System::nanoTime);
  }

  /**
   * The same without a bar, for work that prints its results meanwhile: both would share a line.
   */
  public static ProgressReport inLog(String work, Unit unit, OptionalLong total) {
    return new ProgressReport(work, unit, total, new LogDisplay(), System::nanoTime);
  }

  /**
   * Clears a bar that is shown, so that a line can take its place. The next report draws it again.
   */
  public static void clearBar() {
    BarDisplay.clearShown();
  }

  /**
   * Reports how much is done, and shows it if it is time to. May be called at any frequency. The
   * first call gives what was done before: the rate and the time left count from there.
   */
  public void at(long done) {
    at(done, () -> "");
  }

  /**
   * The same, with something else to say.
   *
   * @param detail asked only when it is shown
   */
  public synchronized void at(long done, Supplier<String> detail) {
    long now = nanoTime.getAsLong();
    if (samples.isEmpty()) {
      samples.add(new Sample(now, done));
    } else if (now - samples.getLast().nanos() >= display.period().toNanos()) {
      samples.add(new Sample(now, done));
      forgetUntil(now - WINDOW_NANOS);
      shown = true;
      display.show(new Snapshot(work, unit, done, total, perSecond(), detail.get()));
    }
  }

  /** The work has ended: a bar is taken away. */
  @Override
  public synchronized void close() {
    if (shown) {
      shown = false;
      display.clear();
    }
  }

  private void forgetUntil(long nanos) {
    while (samples.size() > 2 && samples.getFirst().nanos() - nanos < 0) {
      samples.removeFirst();
    }
  }

  private double perSecond() {
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    return Math.max(0, last.done() - first.done()) * 1e9 / (last.nanos() - first.nanos());
  }
}
