package io.geostream.consumer.letters;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says on stderr every few seconds how far a long work is; a short one is done before. */
final class ProgressLine {

  private static final Logger log = LoggerFactory.getLogger(ProgressLine.class);
  private static final long PERIOD_NANOS = Duration.ofSeconds(5).toNanos();

  private final LongSupplier nanoTime;
  private long toldNanos;

  /**
   * @param nanoTime a clock that is never set, in nanoseconds
   */
  ProgressLine(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.toldNanos = nanoTime.getAsLong();
  }

  /** Says it, if it is time to. */
  void tick(Supplier<String> line) {
    long now = nanoTime.getAsLong();
    if (now - toldNanos >= PERIOD_NANOS) {
      toldNanos = now;
      log.info("{}", line.get());
    }
  }
}
