package io.geostream.consumer.batch;

import java.util.Optional;

/**
 * How far a batch takes a partition.
 *
 * @param expected the next offset that the database must hold before, as this consumer last read or
 *     wrote it
 * @param next the next offset to read once the batch is written
 * @param leaderEpoch the leader epoch of the last record before {@code next}, if known
 */
public record Advance(long expected, long next, Optional<Integer> leaderEpoch) {

  /** Whether an offset is among those that it goes past. */
  boolean covers(long offset) {
    return expected <= offset && offset < next;
  }

  /** The same start, carried further. */
  Advance to(long furtherNext, Optional<Integer> epoch) {
    return new Advance(expected, furtherNext, epoch.isPresent() ? epoch : leaderEpoch);
  }
}
