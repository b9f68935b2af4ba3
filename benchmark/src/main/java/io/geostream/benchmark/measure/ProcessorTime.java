package io.geostream.benchmark.measure;

/**
 * Processor time in microseconds, of one run or of one reading.
 *
 * @param client the writing program's
 * @param compilers how much of the client's its JVM's compilers took
 * @param broker the Kafka broker's
 * @param database the database server's, all its processes
 */
public record ProcessorTime(double client, double compilers, double broker, double database) {

  /** The share of one of so many. */
  public ProcessorTime per(long readings) {
    return new ProcessorTime(
        client / readings, compilers / readings, broker / readings, database / readings);
  }

  /** The three programs together. */
  public double sum() {
    return client + broker + database;
  }
}
