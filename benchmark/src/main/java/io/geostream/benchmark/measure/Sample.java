package io.geostream.benchmark.measure;

/**
 * A look at the processes of a run.
 *
 * @param epochMicros when, in microseconds since 1970
 * @param used processor time used up to then
 * @param residentBytes memory of the client at that moment
 */
record Sample(long epochMicros, ProcessorTime used, double residentBytes) {

  /** On the straight line from this one to a later one. */
  Sample towards(Sample later, long moment) {
    double part =
        later.epochMicros == epochMicros
            ? 0
            : (moment - epochMicros) / (double) (later.epochMicros - epochMicros);
    return new Sample(
        moment,
        new ProcessorTime(
            between(used.client(), later.used.client(), part),
            between(used.compilers(), later.used.compilers(), part),
            between(used.broker(), later.used.broker(), part),
            between(used.database(), later.used.database(), part)),
        between(residentBytes, later.residentBytes, part));
  }

  private static double between(double from, double to, double part) {
    return from + part * (to - from);
  }
}
