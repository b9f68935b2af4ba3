package io.geostream.demo;

import io.geostream.demo.actions.BadRecordSender;
import io.geostream.demo.metrics.MetricsScrape;
import io.geostream.stack.KafkaBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** All that runs. */
record Pipeline(
    KafkaBroker broker,
    DemoDatabase database,
    DaemonProcess consumer,
    DaemonProcess producer,
    ReadingsTable table,
    BadRecordSender badRecords) {

  /**
   * Makes sure that all of it runs.
   *
   * @throws DemoException if a part has ended by itself
   */
  void requireAlive() {
    if (!broker.isAlive()) {
      throw new DemoException(
          "the Kafka broker ended by itself. The end of its log:\n" + broker.logEnd());
    }
    database.requireAlive();
    consumer.requireAlive();
    producer.requireAlive();
  }

  /** Looks at all of it. */
  Sample sample(Duration elapsed) {
    Optional<MetricsScrape> in = producer.scrape();
    Optional<MetricsScrape> out = consumer.scrape();
    return new Sample(
        elapsed,
        whole(in.map(it -> it.sum("geostream_producer_acknowledged_total"))),
        whole(out.map(it -> it.sum("messages_processed_total", "outcome=\"written\""))),
        whole(out.map(it -> it.sum("kafka_queue_size"))),
        whole(out.map(it -> it.sum("messages_processed_total", "outcome=\"dead-lettered\""))),
        table.newest(Instant.now()));
  }

  private static OptionalLong whole(Optional<OptionalDouble> value) {
    return value.isPresent() && value.get().isPresent()
        ? OptionalLong.of(Math.round(value.get().getAsDouble()))
        : OptionalLong.empty();
  }
}
