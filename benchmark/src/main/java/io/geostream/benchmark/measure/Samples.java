package io.geostream.benchmark.measure;

import java.util.List;

/** Samples in the order of time, at least one. */
record Samples(List<Sample> all) {

  Samples {
    all = List.copyOf(all);
  }

  /** What was used within a piece of time; beyond the first and the last sample nothing was. */
  ProcessorTime within(Span span) {
    ProcessorTime from = at(span.fromMicros()).used();
    ProcessorTime to = at(span.toMicros()).used();
    return new ProcessorTime(
        to.client() - from.client(),
        to.compilers() - from.compilers(),
        to.broker() - from.broker(),
        to.database() - from.database());
  }

  /** From the first look to the last. */
  Span span() {
    return new Span(all.get(0).epochMicros(), all.get(all.size() - 1).epochMicros());
  }

  /** How it stood at a moment. */
  Sample at(long moment) {
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
