package io.geostream.consumer.batch;

import java.util.EnumMap;
import java.util.Map;

/**
 * How long each phase of a batch took, in nanoseconds; 0 if there was none. Of a phase that had to
 * be done again, the last time counts, so that the times never add up to more than the batch's.
 */
public final class PhaseTimes {

  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);

  /** Notes the time of a phase, in place of an earlier one. */
  public void set(Phase phase, long took) {
    nanos.put(phase, took);
  }

  /** Adds to the time of a phase that is done bit by bit. */
  public void add(Phase phase, long took) {
    nanos.merge(phase, took, Long::sum);
  }

  /** Adds what another batch's phases took. */
  void add(PhaseTimes other) {
    other.nanos.forEach((phase, took) -> nanos.merge(phase, took, Long::sum));
  }

  public long nanos(Phase phase) {
    return nanos.getOrDefault(phase, 0L);
  }
}
