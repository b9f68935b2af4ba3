package io.geostream.benchmark;

import io.geostream.benchmark.contender.Contender;
import java.util.List;

/**
 * What {@code latency} is to do.
 *
 * @param rate readings a second
 * @param warmUpSeconds how long is sent before, until the rows are in the table
 * @param seconds how long is measured
 * @param rounds how often each contender runs
 * @param jvmOptions of the contenders' JVMs, and of the producer's
 */
record LatencySettings(
    int rate,
    int warmUpSeconds,
    int seconds,
    int rounds,
    List<Contender> contenders,
    List<String> jvmOptions) {

  private static final int LEAD_SECONDS = 5;

  /** How many readings are sent first, and are in the table before the others are sent. */
  long warmUp() {
    return (long) rate * warmUpSeconds;
  }

  /** How many are sent then; the producer needs a moment to be warm, which does not count. */
  long sent() {
    return (long) rate * LEAD_SECONDS + measured();
  }

  /** How many of those count: the newest. */
  long measured() {
    return (long) rate * seconds;
  }

  /** All of them. */
  long readings() {
    return warmUp() + sent();
  }
}
