package io.geostream.e2e.observe;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Expands what Grafana expands in a query before it sends it: the variables of a dashboard, then
 * the macros of the PostgreSQL data source with its setting {@code timescaledb: true}.
 *
 * @param range what the page shows
 * @param variables the chosen values of each variable
 */
record Macros(TimeRange range, Map<String, List<String>> variables) {

  /** As Grafana finds them: arguments have no parentheses. */
  private static final Pattern MACRO = Pattern.compile("\\$([_a-zA-Z0-9]+)\\(([^)]*)\\)");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):sqlstring}");

  String expand(String query) {
    String interpolated = VARIABLE.matcher(query).replaceAll(this::variable);
    // The longer name first: it begins with the other.
    String timed =
        interpolated
            .replace("$__interval_ms", Long.toString(range.interval().toMillis()))
            .replace("$__interval", text(range.interval()));
    String expanded = MACRO.matcher(timed).replaceAll(this::macro);
    if (expanded.contains("$")) {
      throw new IllegalArgumentException("not expanded by Grafana: " + expanded);
    }
    return expanded;
  }

  /** Each value a literal, commas between. */
  private String variable(MatchResult match) {
    List<String> values = variables.get(match.group(1));
    if (values == null) {
      throw new IllegalArgumentException("no such variable: " + match.group());
    }
    return String.join(
        ",", values.stream().map(value -> "'" + value.replace("'", "''") + "'").toList());
  }

  private String macro(MatchResult match) {
    List<String> arguments =
        Arrays.stream(match.group(2).split(",", -1)).map(String::strip).toList();
    String first = arguments.get(0);
    String from = TimeRange.literal(range.from());
    String to = TimeRange.literal(range.to());
    return switch (match.group(1)) {
      case "__timeFilter" -> first + " BETWEEN " + from + " AND " + to;
      case "__timeFrom" -> from;
      case "__timeTo" -> to;
      case "__time" -> first + " AS \"time\"";
      case "__timeGroup" -> bucket(arguments);
      case "__timeGroupAlias" -> bucket(arguments) + " AS \"time\"";
      default -> throw new IllegalArgumentException("no such macro: " + match.group());
    };
  }

  private static String bucket(List<String> arguments) {
    Duration width = duration(arguments.get(1).replace("'", ""));
    return String.format(
        Locale.ROOT, "time_bucket('%.3fs',%s)", width.toMillis() / 1000.0, arguments.get(0));
  }

  /** As Grafana writes it: the greatest unit that it is a multiple of. */
  static String text(Duration interval) {
    if (interval.toSeconds() % 3600 == 0) {
      return interval.toHours() + "h";
    }
    return interval.toSeconds() % 60 == 0 ? interval.toMinutes() + "m" : interval.toSeconds() + "s";
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }
}
