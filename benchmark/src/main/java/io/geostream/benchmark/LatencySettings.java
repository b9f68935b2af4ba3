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
  private static final int LEAD_SECONDS = 5;

  /** How many readings are sent first, and are in the table before the others are sent. */
  long warmUp() {
    return (long) rate * WARM_UP_SECONDS;
  }

  /** How many are sent then; the producer needs a moment to be warm, which does not count. */
  long measured() {
    return (long) rate * (LEAD_SECONDS + seconds);
  }

  /** All of them. */
  long readings() {
    return warmUp() + measured();
  }
}
