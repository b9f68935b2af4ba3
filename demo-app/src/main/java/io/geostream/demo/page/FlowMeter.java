package io.geostream.demo.page;

import io.geostream.stack.MetricsScrape;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Makes rates and latencies of counters and histograms. For one thread. */
final class FlowMeter {

  private static final long RATE_NANOS = Duration.ofMillis(2_500).toNanos();
  private static final long LATENCY_NANOS = Duration.ofMillis(5_500).toNanos();

  private final Deque<Look> looks = new ArrayDeque<>();

  /** What both daemons said at a time; empty if one did not answer. */
  private record Look(
      long nanos, Optional<MetricsScrape> producer, Optional<MetricsScrape> consumer) {

    OptionalDouble acknowledged() {
      return value(producer, it -> it.sum("geostream_producer_acknowledged_total"));
    }

    OptionalDouble written() {
      return value(consumer, it -> it.sum("messages_processed_total", "outcome=\"written\""));
    }
  }

  /**
   * The pipeline now.
   *
   * @param nanos of a clock that only goes forward
   */
  Flow measure(long nanos, Optional<MetricsScrape> producer, Optional<MetricsScrape> consumer) {
    Look now = new Look(nanos, producer, consumer);
    looks.addLast(now);
    while (looks.getFirst().nanos() < nanos - LATENCY_NANOS) {
      looks.removeFirst();
    }
    Look before = oldestWithin(nanos - RATE_NANOS);
    return new Flow(
        rate(before, now, Look::acknowledged),
        rate(before, now, Look::written),
        value(consumer, it -> it.sum("kafka_queue_size")),
        value(consumer, it -> it.max("geostream_lag_seconds")),
        latency(0.5, now),
        latency(0.99, now),
        now.acknowledged(),
        now.written(),
        consumer.map(it -> it.sums("geostream_dead_letters_total", "code")).orElse(Map.of()),
        value(consumer, it -> it.sum("processing_duration_seconds_count")),
        value(consumer, it -> it.sum("geostream_outage_active", "server=\"database\"")));
  }

  private Look oldestWithin(long since) {
    return looks.stream().filter(it -> it.nanos() >= since).findFirst().orElseThrow();
  }

  private static OptionalDouble value(
      Optional<MetricsScrape> scrape, Function<MetricsScrape, OptionalDouble> metric) {
    return scrape.map(metric).orElse(OptionalDouble.empty());
  }

  private static OptionalDouble rate(
      Look before, Look now, Function<Look, OptionalDouble> counter) {
    OptionalDouble from = counter.apply(before);
    OptionalDouble to = counter.apply(now);
    if (from.isEmpty() || to.isEmpty() || before.nanos() == now.nanos()) {
      return OptionalDouble.empty();
    }
    double seconds = (now.nanos() - before.nanos()) / 1e9;
    return OptionalDouble.of(Math.max(0, (to.getAsDouble() - from.getAsDouble()) / seconds));
  }

  private OptionalDouble latency(double q, Look now) {
    Look before = looks.getFirst();
    if (before.nanos() == now.nanos() || before.consumer().isEmpty() || now.consumer().isEmpty()) {
      return OptionalDouble.empty();
    }
    return Quantiles.of(q, Quantiles.between(buckets(before), buckets(now)));
  }

  private static NavigableMap<Double, Double> buckets(Look look) {
    return look.consumer().orElseThrow().buckets("geostream_reading_latency_seconds");
  }
}
