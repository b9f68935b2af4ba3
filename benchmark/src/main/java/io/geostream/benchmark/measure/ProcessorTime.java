package io.geostream.benchmark.measure;

/**
 * Processor time in microseconds, of one run or of one reading.
 *
 * @param client the writing program's
 * @param broker the Kafka broker's
 * @param database the database server's, all its processes
 */
public record ProcessorTime(double client, double broker, double database) {

  /** The share of one of so many. */
  public ProcessorTime per(long readings) {
    return new ProcessorTime(client / readings, broker / readings, database / readings);
  }
}
