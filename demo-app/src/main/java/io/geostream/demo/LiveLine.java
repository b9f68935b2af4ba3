package io.geostream.demo;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** Two samples in a line of less than 80 columns. */
final class LiveLine {

  /** Over the columns. */
  static final String HEADER =
      row("time", "in/s", "out/s", "lag", "dead letters", "newest reading in the table");

  private static final String UNKNOWN = "-";

  private LiveLine() {}

  /** The rates between the two, the rest as the second has it. */
  static String of(Sample before, Sample now) {
    Duration between = now.elapsed().minus(before.elapsed());
    return row(
        clock(now.elapsed()),
        rate(before.acknowledged(), now.acknowledged(), between),
        rate(before.written(), now.written(), between),
        number(now.lag()),
        number(now.deadLetters()),
        now.newest().map(LiveLine::newest).orElse(UNKNOWN));
  }

  private static String row(
      String time, String in, String out, String lag, String deadLetters, String newest) {
    return "%6s %8s %8s %8s %13s  %s".formatted(time, in, out, lag, deadLetters, newest);
  }

  /** Minutes and seconds. */
  private static String clock(Duration elapsed) {
    long seconds = Math.round(elapsed.toMillis() / 1000.0);
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  private static String rate(OptionalLong before, OptionalLong now, Duration between) {
    if (before.isEmpty() || now.isEmpty() || between.isZero()) {
      return UNKNOWN;
    }
    double rate = (now.getAsLong() - before.getAsLong()) * 1e9 / between.toNanos();
    return String.format(Locale.ROOT, rate < 10 ? "%.1f" : "%,.0f", rate);
  }

  private static String number(OptionalLong value) {
    return value.isEmpty() ? UNKNOWN : String.format(Locale.ROOT, "%,d", value.getAsLong());
  }

  private static String newest(Sample.Newest newest) {
    String temperature =
        newest.temperature().map(t -> String.format(Locale.ROOT, ", %.1f °C", t)).orElse("");
    double age = newest.age().toMillis() / 1000.0;
    return newest.location() + temperature + String.format(Locale.ROOT, ", %.1f s old", age);
  }
}
