package io.geostream.demo;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the producer says at its end.
 *
 * @param acknowledged readings that Kafka has
 * @param failed readings that Kafka refused for good
 * @param unacknowledged readings that Kafka may have
 */
record ProducerReport(long acknowledged, long failed, long unacknowledged) {

  private static final Pattern LINE =
      Pattern.compile("acknowledged (\\d+) readings, failed (\\d+), unacknowledged (\\d+)");

  /**
   * Finds it in the producer's log.
   *
   * @throws DemoException if the producer has ended without it
   */
  static ProducerReport in(String log) {
    MatchResult last =
        LINE.matcher(log)
            .results()
            .reduce((first, second) -> second)
            .orElseThrow(
                () -> new DemoException("the producer ended without saying what was acknowledged"));
    return new ProducerReport(
        Long.parseLong(last.group(1)),
        Long.parseLong(last.group(2)),
        Long.parseLong(last.group(3)));
  }
}
