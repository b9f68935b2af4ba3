package io.geostream.common.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.LongStream;

/**
 * A histogram of delays that are counted by the thousand: a batch of them under one lock, in a loop
 * that allocates nothing. A timer counts one at a time, which costs more than the rest of the work
 * on a row. A negative delay, from clocks that differ, counts as 0. Safe to use from any thread.
 */
public final class DelayHistogram implements Collector {

  private static final double MICROS_PER_SECOND = 1e6;

  private final String name;
  private final String help;
  private final long[] boundsMicros;
  private final double[] boundsSeconds;

  /**
   * By the number of bits of a delay, the first bucket that may hold it: at most a step or two
   * before the right one.
   */
  private final int[] firstByBits = new int[Long.SIZE];

  private final long[] counts;
  private double sumMicros;

  /**
   * A histogram for a {@link PrometheusMeterRegistry#getPrometheusRegistry()}.
   *
   * @param name as it appears in {@code /metrics}, so ending in {@code _seconds}
   * @param bounds the buckets' upper bounds, included, in ascending order; one without a bound
   *     follows by itself
   */
  public DelayHistogram(String name, String help, List<Duration> bounds) {
    this.name = name;
    this.help = help;
    boundsMicros = bounds.stream().mapToLong(bound -> bound.toNanos() / 1_000).toArray();
    boundsSeconds = new double[boundsMicros.length + 1];
    for (int i = 0; i < boundsMicros.length; i++) {
      boundsSeconds[i] = boundsMicros[i] / MICROS_PER_SECOND;
    }
    boundsSeconds[boundsMicros.length] = Double.POSITIVE_INFINITY;
    for (int bits = 0; bits < firstByBits.length; bits++) {
      long least = bits == 0 ? 0 : 1L << (bits - 1);
      firstByBits[bits] = (int) LongStream.of(boundsMicros).filter(bound -> bound < least).count();
    }
    counts = new long[boundsSeconds.length];
  }

  /** Adds the histogram to a registry. */
  public DelayHistogram registeredIn(PrometheusMeterRegistry registry) {
    registry.getPrometheusRegistry().register(this);
    return this;
  }

  /** Counts one delay, in microseconds. */
  public void record(long micros) {
    record(1, any -> micros);
  }

  /**
   * Counts delays.
   *
   * @param number how many
   * @param micros gives each, from 0 on, in microseconds
   */
  public synchronized void record(int number, IntToLongFunction micros) {
    double sum = 0;
    for (int i = 0; i < number; i++) {
      long delay = Math.max(0, micros.applyAsLong(i));
      counts[bucketOf(delay)]++;
      sum += delay;
    }
    sumMicros += sum;
  }

  private int bucketOf(long delay) {
    int bucket = firstByBits[bits(delay)];
    while (bucket < boundsMicros.length && delay > boundsMicros[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /** How many bits a number needs. */
  private static int bits(long delay) {
    return Long.SIZE - Long.numberOfLeadingZeros(delay);
  }

  @Override
  public synchronized HistogramSnapshot collect() {
    return HistogramSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(boundsSeconds, counts))
                .sum(sumMicros / MICROS_PER_SECOND)
                .build())
        .build();
  }
}
