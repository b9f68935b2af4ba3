package io.geostream.consumer.worker;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a member reads a partition, and what it has fetched ahead. */
final class SimFetch {

  private static final int NEVER = -1;

  private long position = NEVER;
  private Optional<Integer> epoch = Optional.empty();
  private int validatedIn = NEVER;
  private boolean paused;
  private SimLog.@Nullable Piece fetched;

  long position() {
    return position;
  }

  void pause(boolean isPaused) {
    paused = isPaused;
  }

  void seek(long next, Optional<Integer> itsEpoch) {
    position = next;
    epoch = itsEpoch;
    validatedIn = NEVER;
    fetched = null;
  }

  /**
   * As Kafka does for each position that has an epoch, after a seek and for each new leader.
   *
   * @return false if the log was cut below the position
   */
  boolean validate(SimLog log) {
    if (validatedIn == log.epoch() || epoch.isEmpty()) {
      return true;
    }
    validatedIn = log.epoch();
    if (!paused) { // else Kafka keeps what was fetched, also of the old leader
      fetched = null;
    }
    return position <= log.endOfEpoch(epoch.get());
  }

  /** Whether the next piece is to be fetched. */
  boolean isWanted() {
    if (!paused && position == NEVER) {
      throw new Violation("a partition is read at Kafka's own commit");
    }
    return !paused && fetched == null;
  }

  void fetched(SimLog.Piece piece) {
    fetched = piece.isEmpty() ? null : piece;
  }

  /** Gives what was fetched, and goes on after it; null if there is nothing to be given. */
  SimLog.@Nullable Piece take() {
    SimLog.Piece piece = fetched;
    if (paused || piece == null) {
      return null;
    }
    fetched = null;
    position = piece.next();
    epoch = Optional.of(piece.epoch());
    return piece;
  }
}
