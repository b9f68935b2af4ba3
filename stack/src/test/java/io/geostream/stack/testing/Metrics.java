package io.geostream.stack.testing;

import io.geostream.stack.MetricsScrape;
import java.util.OptionalDouble;
import java.util.Set;

/** The metrics of a program at one moment. A metric that is not there fails the test. */
public record Metrics(MetricsScrape scrape) {

  /** The sum over all labels. */
  public double sum(String name) {
    return required(scrape.sum(name), name);
  }

  /**
   * The sum over the values with a label.
   *
   * @param label such as {@code server="broker"}
   */
  public double sum(String name, String label) {
    return required(scrape.sum(name, label), name + " with " + label);
  }

  /** The partitions that a metric is about; none while it has no value. */
  public Set<String> partitions(String name) {
    return scrape.sums(name, "partition").keySet();
  }

  private static double required(OptionalDouble value, String what) {
    return value.orElseThrow(() -> new AssertionError("no metric " + what));
  }
}
