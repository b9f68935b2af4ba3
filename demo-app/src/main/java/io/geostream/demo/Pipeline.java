package io.geostream.demo;

import io.geostream.demo.actions.BadRecordSender;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.MetricsScrape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** All that runs. */
record Pipeline(
    KafkaBroker broker,
    DemoDatabase database,
    DaemonProcess consumer,
    DaemonProcess producer,
    ReadingsTable table,
    BadRecordSender badRecords) {

  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(100);

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

  /**
   * Waits until both daemons are ready.
   *
   * @throws DemoException if one is not ready in time, or something ended by itself
   */
  void awaitReady() throws InterruptedException {
    long end = System.nanoTime() + READY_WITHIN.toNanos();
    for (DaemonProcess daemon : List.of(producer, consumer)) {
      for (Optional<String> problem = daemon.notReady();
          problem.isPresent();
          problem = daemon.notReady()) {
        requireAlive();
        if (System.nanoTime() > end) {
          throw new DemoException(
              String.format(
                  Locale.ROOT,
                  "the %s is not ready after %d s: %s. The end of its log:%n%s",
                  daemon.name(),
                  READY_WITHIN.toSeconds(),
                  problem.get(),
                  daemon.logEnd()));
        }
        TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
      }
    }
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
