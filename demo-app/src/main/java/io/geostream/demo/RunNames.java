package io.geostream.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * What is this run's own.
 *
 * @param topic the topic of the readings
 * @param group the consumer group
 * @param since no reading of this run is older
 */
record RunNames(String topic, String group, Instant since) {

  /** The clock may be set back a little while the demo runs. */
  private static final Duration CLOCK_STEP = Duration.ofMinutes(1);

  /**
   * Names that no other run has.
   *
   * @param unique what makes them so
   */
  static RunNames of(String unique, Instant now) {
    return new RunNames("geospatial-data-" + unique, "demo-" + unique, now.minus(CLOCK_STEP));
  }
}
