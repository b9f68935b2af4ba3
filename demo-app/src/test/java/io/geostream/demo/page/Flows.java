package io.geostream.demo.page;

import java.util.Map;
import java.util.OptionalDouble;

/** Flows for tests. */
final class Flows {

  private static final OptionalDouble NONE = OptionalDouble.empty();

  /** Nothing is known. */
  static final Flow UNKNOWN =
      new Flow(NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, Map.of(), NONE, NONE);

  private Flows() {}

  /** A pipeline of 100 readings/s. */
  static Flow of(double lag, double written, double batches, boolean outage, int notJson) {
    return new Flow(
        OptionalDouble.of(100),
        OptionalDouble.of(outage ? 0 : 100),
        OptionalDouble.of(lag),
        NONE,
        NONE,
        NONE,
        OptionalDouble.of(written + lag),
        OptionalDouble.of(written),
        Map.of("not-json", (double) notJson, "too-old", 0.0),
        OptionalDouble.of(batches),
        OptionalDouble.of(outage ? 1 : 0));
  }
}
