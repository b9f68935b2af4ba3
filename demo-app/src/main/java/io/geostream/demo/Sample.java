package io.geostream.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The pipeline at one moment; what could not be asked is empty.
 *
 * @param elapsed since readings began to flow
 * @param acknowledged readings that Kafka has
 * @param written readings that the consumer has committed to the table
 * @param lag readings that Kafka has and the table has not
 * @param deadLetters bad records
 * @param newest the newest reading in the table
 */
record Sample(
    Duration elapsed,
    OptionalLong acknowledged,
    OptionalLong written,
    OptionalLong lag,
    OptionalLong deadLetters,
    Optional<Newest> newest) {

  /**
   * A reading in the table.
   *
   * @param temperature in °C, if it has one
   * @param age between its time and the look at it
   */
  record Newest(String location, Optional<Double> temperature, Duration age) {}
}
