package io.geostream.producer.kafka;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** What became of the messages that were handed to Kafka. Safe to read from any thread. */
public final class Tally {

  private final LongAdder sent = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder failed = new LongAdder();

  void countSent() {
    sent.increment();
  }

  void countAcknowledged() {
    acknowledged.increment();
  }

  void countFailed() {
    failed.increment();
  }

  /** The messages that all in-sync replicas have. */
  public long acknowledged() {
    return acknowledged.sum();
  }

  /** The messages that Kafka refused for good. */
  public long failed() {
    return failed.sum();
  }

  /** The messages of which nothing is known yet. */
  public long inFlight() {
    long settled = acknowledged() + failed();
    return Math.max(0, sent.sum() - settled);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "acknowledged %d messages, failed %d, unacknowledged %d",
        acknowledged(),
        failed(),
        inFlight());
  }
}
