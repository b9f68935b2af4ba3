package io.geostream.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The samples of a page in Prometheus's text format (0.0.4).
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">its description</a>
 */
record MetricsScrape(List<Sample> samples) {

  private static final Pattern LINE =
      Pattern.compile(
          "(?<name>[a-zA-Z_:][\\w:]*)(?:\\{(?<labels>.*)})?\\s+(?<value>\\S+)(?:\\s+-?\\d+)?");

  /** A metric's value for one set of labels, which stay as they are written. */
  record Sample(String name, String labels, double value) {}

  MetricsScrape {
    samples = List.copyOf(samples);
  }

  /**
   * Reads a page.
   *
   * @throws DemoException if a line is none of that format
   */
  static MetricsScrape parse(String page) {
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
      throw new DemoException("not a line of Prometheus's text format: " + line);
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
          throw new DemoException("not a line of Prometheus's text format: " + line);
        }
      }
    };
  }

  /** The sum over all labels; empty if there is no such metric. */
  OptionalDouble sum(String name) {
    return sum(name, "");
  }

  /**
   * The sum over the samples with that label; empty if there is none.
   *
   * @param label such as {@code outcome="written"}
   */
  OptionalDouble sum(String name, String label) {
    List<Sample> found =
        samples.stream()
            .filter(sample -> sample.name().equals(name) && sample.labels().contains(label))
            .toList();
    return found.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(found.stream().mapToDouble(Sample::value).sum());
  }
}
