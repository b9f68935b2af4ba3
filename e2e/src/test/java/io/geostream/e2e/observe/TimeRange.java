package io.geostream.e2e.observe;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * What a page shows, and how finely.
 *
 * @param interval the time between two points of a graph
 */
record TimeRange(Instant from, Instant to, Duration interval) {

  static TimeRange lastHour(Instant now) {
    return before(now, Duration.ofHours(1), Duration.ofSeconds(10));
  }

  static TimeRange lastDay(Instant now) {
    return before(now, Duration.ofDays(1), Duration.ofMinutes(2));
  }

  static TimeRange lastMonth(Instant now) {
    return before(now, Duration.ofDays(30), Duration.ofHours(1));
  }

  static TimeRange before(Instant to, Duration length, Duration interval) {
    return new TimeRange(to.minus(length), to, interval);
  }

  Duration length() {
    return Duration.between(from, to);
  }

  /** As a literal of SQL. */
  static String literal(Instant time) {
    return "'" + DateTimeFormatter.ISO_INSTANT.format(time) + "'";
  }

  @Override
  public String toString() {
    return length().toHours() + " h";
  }
}
