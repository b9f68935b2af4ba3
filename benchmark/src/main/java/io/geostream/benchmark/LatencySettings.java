package io.geostream.benchmark;

import io.geostream.benchmark.contender.Contender;
import java.util.List;

/**
 * What {@code latency} is to do.
 *
 * @param rate readings a second
 * @param warmUpSeconds how long is sent before, by the same producer, which needs it as much
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

  /** How many count: the newest. */
  long measured() {
    return (long) rate * seconds;
  }

  /** How many are sent. */
  long readings() {
    return (long) rate * warmUpSeconds + measured();
  }
}
