package io.geostream.consumer.worker;

import io.geostream.common.daemon.Causes;
import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.Outage;
import io.geostream.common.kafka.KafkaFaults;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;

/**
 * The faults of a Kafka consumer's polls: those that pass are part of the broker's outage. A poll
 * without a fault proves little, since the client waits before it connects again; so the outage
 * lasts until there are records, or no fault for a while.
 */
final class PollFaults {

  /** Longer than Kafka's pause before it connects again. */
  static final Duration QUIET = Duration.ofSeconds(10);

  private final Outage broker;
  private final LongSupplier nanoTime;
  private boolean failing;
  private long lastNanos;

  /**
   * @param nanoTime a clock that is never set, in nanoseconds
   */
  PollFaults(Outage broker, LongSupplier nanoTime) {
    this.broker = broker;
    this.nanoTime = nanoTime;
  }

  /**
   * A poll has failed; throws the fault again if a retry cannot fix it. An IOException among the
   * causes does not come from the network, whose faults the client wraps: it means a batch of
   * records that cannot be decompressed.
   */
  void failed(KafkaException fault) {
    if (!Causes.any(fault, KafkaFaults::isPassingOnceAccepted)) {
      throw fault;
    }
    failing = true;
    lastNanos = nanoTime.getAsLong();
    broker.failed(this, Faults.oneLine(fault));
  }

  /**
   * A poll has not failed.
   *
   * @param records whether it brought any
   */
  void succeeded(boolean records) {
    if (failing && (records || nanoTime.getAsLong() - lastNanos >= QUIET.toNanos())) {
      failing = false;
      broker.recovered(this);
    }
  }

  /** There are no more polls. */
  void end() {
    broker.gaveUp(this);
  }
}
