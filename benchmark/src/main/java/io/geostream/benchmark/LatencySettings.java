package io.geostream.benchmark;

import io.geostream.benchmark.contender.Contender;
import java.util.List;

/**
 * What {@code latency} is to do.
 *
 * @param rate readings a second
 * @param seconds how long is measured
 * @param rounds how often each contender runs
 */
record LatencySettings(int rate, int seconds, int rounds, List<Contender> contenders) {

  private static final int WARM_UP_SECONDS = 10;

  /** How many readings are sent in a run. */
  long readings() {
    return (long) rate * (WARM_UP_SECONDS + seconds);
  }
}
