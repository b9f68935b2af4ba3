package io.geostream.benchmark.jmh;

import io.geostream.benchmark.stage.TutorialReadings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Messages' values that take turns, so that no branch is learnt by heart. */
final class Values {

  static final int COUNT = 1_000;

  private final byte[][] values = new byte[COUNT][];
  private int next;

  Values() {
    TutorialReadings readings = new TutorialReadings(1, COUNT, Clock.systemUTC());
    for (int index = 0; index < COUNT; index++) {
      values[index] = readings.next().value().getBytes(StandardCharsets.UTF_8);
    }
  }

  byte[] next() {
    next = next + 1 == COUNT ? 0 : next + 1;
    return values[next];
  }
}
