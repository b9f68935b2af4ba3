package io.geostream.producer.kafka;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the broker is there: one line in the log when it goes, one when it is back, and in
 * between the reason for {@code /health/ready}. Safe to use from any thread.
 */
public final class BrokerWatch {

  private static final Logger log = LoggerFactory.getLogger(BrokerWatch.class);

  private final String servers;
  private final LongSupplier nanoTime;
  private @Nullable String reason;
  private long awaySince;

  /**
   * @param servers the brokers, as the user named them
   * @param nanoTime a clock that is never set, in nanoseconds
   */
  public BrokerWatch(String servers, LongSupplier nanoTime) {
    this.servers = servers;
    this.nanoTime = nanoTime;
  }

  /** The broker does not answer; told again and again as long as that lasts. */
  public synchronized void away(String why) {
    if (reason == null) {
      awaySince = nanoTime.getAsLong();
      log.warn("Kafka at {} is away, waiting for it: {}", servers, why);
    }
    reason = why;
  }

  /** The broker answers. */
  public synchronized void back() {
    if (reason != null) {
      Duration absence = Duration.ofNanos(nanoTime.getAsLong() - awaySince);
      log.info("Kafka at {} is back after {} s", servers, absence.toMillis() / 1e3);
    }
    reason = null;
  }

  /** Why the broker is taken to be away, or null. */
  public synchronized @Nullable String problem() {
    return reason == null
        ? null
        : "Kafka at %s has been away for %d s: %s"
            .formatted(
                servers, TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - awaySince), reason);
  }
}
