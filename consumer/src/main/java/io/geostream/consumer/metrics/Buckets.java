package io.geostream.consumer.metrics;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The upper bounds of the histograms' buckets. */
final class Buckets {

  /** From a batch of light load to one that waited for a server. */
  static final Duration[] OF_BATCHES =
      Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 30_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  /** From the fastest way through Kafka to a backlog of a month. */
  static final List<Duration> OF_DELAYS =
      Stream.concat(
              Stream.of(1, 2, 5, 10, 20, 50, 100, 200, 500).map(Duration::ofMillis),
              Stream.of(1, 2, 5, 10, 30, 60, 300, 900, 3_600, 21_600, 86_400, 2_592_000)
                  .map(Duration::ofSeconds))
          .toList();

  /** From a single row to the most that a setting allows. */
  static final double[] OF_ROWS = {
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000,
    1_000_000
  };

  private Buckets() {}
}
