package io.geostream.benchmark;

import io.geostream.benchmark.report.Figures;

/**
 * What one run of a producer gave.
 *
 * @param recordsPerSecond between the first and the last append
 * @param producerMicros processor time of its process, start and end included, for a record
 * @param brokerMicros that of the broker
 */
record ProducerRaceRun(double recordsPerSecond, double producerMicros, double brokerMicros) {

  @Override
  public String toString() {
    return "%s records/s, %s µs producer, %s µs broker"
        .formatted(
            Figures.whole(recordsPerSecond),
            Figures.fine(producerMicros),
            Figures.fine(brokerMicros));
  }
}
