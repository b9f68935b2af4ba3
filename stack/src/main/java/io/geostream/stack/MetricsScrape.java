package io.geostream.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The samples of a page in Prometheus's text format (0.0.4).
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">its description</a>
 */
public record MetricsScrape(List<Sample> samples) {

  private static final Pattern LINE =
      Pattern.compile(
          "(?<name>[a-zA-Z_:][\\w:]*)(?:\\{(?<labels>.*)})?\\s+(?<value>\\S+)(?:\\s+-?\\d+)?");

  /** A metric's value for one set of labels, which stay as they are written. */
  public record Sample(String name, String labels, double value) {

    /** The value of a label as it is written; empty if it has none of that name. */
    String label(String label) {
      Matcher found =
          Pattern.compile("(?:^|,)" + Pattern.quote(label) + "=\"((?:[^\"\\\\]|\\\\.)*)\"")
              .matcher(labels);
      return found.find() ? found.group(1) : "";
    }
  }

  /** Keeps a copy. */
  public MetricsScrape {
    samples = List.copyOf(samples);
  }

  /**
   * Reads a page.
   *
   * @throws IllegalArgumentException if a line is none of that format
   */
  public static MetricsScrape parse(String page) {
    List<Sample> samples = new ArrayList<>();
    page.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(line -> samples.add(sample(line)));
    return new MetricsScrape(samples);
  }

  private static Sample sample(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a line of Prometheus's text format: " + line);
    }
    String labels = matcher.group("labels");
    return new Sample(
        matcher.group("name"), labels == null ? "" : labels, number(matcher.group("value"), line));
  }

  private static double number(String text, String line) {
    return switch (text) {
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException("not a line of Prometheus's text format: " + line, e);
        }
      }
    };
  }

  /** The sum over all labels; empty if there is no such metric. */
  public OptionalDouble sum(String name) {
    return sum(name, "");
  }

  /**
   * The sum over the samples with that label; empty if there is none.
   *
   * @param label such as {@code outcome="written"}
   */
  public OptionalDouble sum(String name, String label) {
    List<Sample> found =
        samples.stream()
            .filter(sample -> sample.name().equals(name) && sample.labels().contains(label))
            .toList();
    return found.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(found.stream().mapToDouble(Sample::value).sum());
  }

  /** The largest over all labels; empty if there is no such metric. */
  public OptionalDouble max(String name) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .mapToDouble(Sample::value)
        .max();
  }

  /** The sums by the values of a label; empty if there is no such metric. */
  public Map<String, Double> sums(String name, String label) {
    Map<String, Double> sums = new TreeMap<>();
    samples.stream()
        .filter(sample -> sample.name().equals(name))
        .forEach(sample -> sums.merge(sample.label(label), sample.value(), Double::sum));
    return sums;
  }

  /**
   * The buckets of a histogram over all other labels: from each upper bound to the number of values
   * up to it. Empty if there is no such histogram.
   *
   * @param name without {@code _bucket}
   */
  public NavigableMap<Double, Double> buckets(String name) {
    NavigableMap<Double, Double> buckets = new TreeMap<>();
    samples.stream()
        .filter(sample -> sample.name().equals(name + "_bucket"))
        .forEach(
            sample -> buckets.merge(number(sample.label("le"), name), sample.value(), Double::sum));
    return buckets;
  }
}
