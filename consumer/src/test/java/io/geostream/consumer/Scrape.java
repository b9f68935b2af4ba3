package io.geostream.consumer;

import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a consumer told at {@code /metrics}. */
record Scrape(String text) {

  private static final Pattern PARTITION = Pattern.compile("partition=\"(\\d+)\"");

  /** Asks a consumer. */
  static Scrape of(ConsumerProcess consumer) throws Exception {
    return new Scrape(consumer.get("/metrics").body());
  }

  /** The sum of a metric's values, over all its labels. */
  double sum(String name) {
    return sum(line -> line.startsWith(name + "{") || line.startsWith(name + " "));
  }

  /** The sum of a metric's values with a label. */
  double sum(String name, String label) {
    return sum(line -> line.startsWith(name + "{") && line.contains(label));
  }

  private double sum(Predicate<String> wanted) {
    return text.lines()
        .filter(wanted)
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The partitions that a metric is about. */
  Set<String> partitions(String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{"))
        .map(PARTITION::matcher)
        .filter(Matcher::find)
        .map(partition -> partition.group(1))
        .collect(Collectors.toSet());
  }
}
