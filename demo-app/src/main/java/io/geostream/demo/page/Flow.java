package io.geostream.demo.page;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * The pipeline at one moment, by the daemons' metrics; what could not be asked is empty.
 *
 * @param in readings/s that Kafka acknowledges
 * @param out records/s that the consumer commits as rows
 * @param lag records that Kafka has and the table has not
 * @param lagSeconds age of the oldest of them
 * @param latency50 seconds from a reading's timestamp to its commit, the median of the last seconds
 * @param latency99 the same, of which one in a hundred is slower
 * @param acknowledged readings since the start
 * @param written rows since the start
 * @param deadLetters by error code, since the start; empty if not known, for the consumer has a
 *     counter of each code from the first moment
 * @param batches since the start
 * @param outage 1 while the consumer cannot use the database, else 0
 */
record Flow(
    OptionalDouble in,
    OptionalDouble out,
    OptionalDouble lag,
    OptionalDouble lagSeconds,
    OptionalDouble latency50,
    OptionalDouble latency99,
    OptionalDouble acknowledged,
    OptionalDouble written,
    Map<String, Double> deadLetters,
    OptionalDouble batches,
    OptionalDouble outage) {

  Flow {
    deadLetters = Map.copyOf(deadLetters);
  }

  /**
   * The end of a run: what daemons that have been stopped say no more is as it was, and nothing
   * flows through them.
   */
  Flow atTheEnd(Flow last) {
    return new Flow(
        in.isPresent() ? in : OptionalDouble.of(0),
        out.isPresent() ? out : OptionalDouble.of(0),
        known(lag, last.lag),
        known(lagSeconds, last.lagSeconds),
        known(latency50, last.latency50),
        known(latency99, last.latency99),
        known(acknowledged, last.acknowledged),
        known(written, last.written),
        deadLetters.isEmpty() ? last.deadLetters : deadLetters,
        known(batches, last.batches),
        known(outage, last.outage));
  }

  private static OptionalDouble known(OptionalDouble now, OptionalDouble last) {
    return now.isPresent() ? now : last;
  }
}
