package io.geostream.consumer.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened in a schedule, a line each; kept only when the schedule is repeated. */
final class Trace {

  private final SimClock clock;
  private final boolean kept;
  private final List<String> lines = new ArrayList<>();

  Trace(SimClock clock, boolean kept) {
    this.clock = clock;
    this.kept = kept;
  }

  void note(Supplier<String> what) {
    if (kept) {
      lines.add(clock.millis() + " ms  " + what.get());
    }
  }

  List<String> lines() {
    return lines;
  }
}
