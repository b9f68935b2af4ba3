package io.geostream.benchmark.measure;

import java.util.Collection;
import java.util.OptionalDouble;

/** Figures out of several runs. */
public final class Statistics {

  private Statistics() {}

  /** The one in the middle, or the mean of the two there; empty when there is none. */
  public static OptionalDouble median(Collection<Double> values) {
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }
}
