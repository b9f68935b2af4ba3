package io.geostream.benchmark.measure;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** Figures out of several runs. */
public final class Statistics {

  private Statistics() {}

  /**
   * The one in the middle, or the mean of the two there.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static double median(Collection<Double> values) {
    return median(values, Double::doubleValue);
  }

  /** The median of one figure of several things; see {@link #median(Collection)}. */
  public static <T> double median(Collection<T> things, ToDoubleFunction<T> figure) {
    if (things.isEmpty()) {
      throw new IllegalArgumentException("there is no median of nothing");
    }
    double[] sorted = things.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
