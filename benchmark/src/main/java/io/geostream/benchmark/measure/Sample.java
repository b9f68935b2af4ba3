package io.geostream.benchmark.measure;

/**
 * Processor time used up to a moment, in microseconds.
 *
 * @param epochMicros the moment, in microseconds since 1970
 * @param client the writing program's
 * @param broker the Kafka broker's
 * @param database the database server's, all its processes
 */
record Sample(long epochMicros, double client, double broker, double database) {

  Sample minus(Sample earlier) {
    return new Sample(
        epochMicros - earlier.epochMicros,
        client - earlier.client,
        broker - earlier.broker,
        database - earlier.database);
  }

  /** On the straight line from this one to a later one. */
  Sample towards(Sample later, long moment) {
    double part =
        later.epochMicros == epochMicros
            ? 0
            : (moment - epochMicros) / (double) (later.epochMicros - epochMicros);
    return new Sample(
        moment,
        client + part * (later.client - client),
        broker + part * (later.broker - broker),
        database + part * (later.database - database));
  }
}
