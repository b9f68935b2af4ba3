package io.geostream.demo.page;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Quantiles of what came into a histogram between two looks at it. */
public final class Quantiles {

  private Quantiles() {}

  /** The values that came between two looks, by their upper bounds. */
  public static NavigableMap<Double, Double> between(
      NavigableMap<Double, Double> before, NavigableMap<Double, Double> now) {
    NavigableMap<Double, Double> came = new TreeMap<>();
    now.forEach((bound, count) -> came.put(bound, count - before.getOrDefault(bound, 0.0)));
    return came;
  }

  /**
   * A quantile, as Prometheus's {@code histogram_quantile} gives it: values are taken as evenly
   * spread in their bucket, and none is beyond the highest finite bound.
   *
   * @param cumulative from each upper bound to the number of values up to it
   * @param q in 0…1
   * @return empty if there are no values
   */
  public static OptionalDouble of(double q, NavigableMap<Double, Double> cumulative) {
    if (cumulative.isEmpty() || cumulative.lastEntry().getValue() <= 0) {
      return OptionalDouble.empty();
    }
    double rank = q * cumulative.lastEntry().getValue();
    double lowerBound = 0;
    double below = 0;
    for (Map.Entry<Double, Double> bucket : cumulative.entrySet()) {
      if (bucket.getValue() >= rank && bucket.getValue() > below) {
        return OptionalDouble.of(
            bucket.getKey().isInfinite()
                ? lowerBound
                : lowerBound
                    + (bucket.getKey() - lowerBound)
                        * (rank - below)
                        / (bucket.getValue() - below));
      }
      lowerBound = bucket.getKey();
      below = bucket.getValue();
    }
    return OptionalDouble.of(lowerBound);
  }
}
