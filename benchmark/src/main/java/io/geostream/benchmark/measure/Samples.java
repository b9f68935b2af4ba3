package io.geostream.benchmark.measure;

import java.util.List;

/** Samples in the order of time, at least one. */
record Samples(List<Sample> all) {

  Samples {
    all = List.copyOf(all);
  }

  /** What was used within a piece of time; beyond the first and the last sample nothing was. */
  ProcessorTime within(Span span) {
    Sample used = at(span.toMicros()).minus(at(span.fromMicros()));
    return new ProcessorTime(used.client(), used.broker(), used.database());
  }

  private Sample at(long moment) {
    Sample before = all.get(0);
    for (Sample next : all) {
      if (next.epochMicros() >= moment) {
        return before.epochMicros() >= moment ? before : before.towards(next, moment);
      }
      before = next;
    }
    return before;
  }
}
