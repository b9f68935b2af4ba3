package io.geostream.consumer.worker;

import io.geostream.common.decode.BadRecord;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.write.FaultKind;
import io.geostream.consumer.write.ServerLimitException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A batch that is being written: in parts, if the whole is too much, one after the other. */
final class BatchInHand {

  private final Batch whole;
  private final Deque<Batch> parts;

  /** Why the part has to be searched for refused messages, if it has to be. */
  private @Nullable SQLException refusal;

  /** Whether the part was searched, and not refused or failed since. */
  private boolean searched;

  /** A part that the database refused as a whole, while no message of it is refused by itself. */
  private @Nullable Batch unexplained;

  BatchInHand(Batch whole) {
    this.whole = whole;
    this.parts = new ArrayDeque<>(List.of(whole));
  }

  Batch whole() {
    return whole;
  }

  boolean isDone() {
    return parts.isEmpty();
  }

  /** The part whose turn it is. */
  Batch part() {
    return parts.getFirst();
  }

  /** Whether the letters of the part are sent; its write has to follow. */
  boolean mustBeWritten() {
    return part().unsentLetters().isEmpty() && !part().deadLetters().isEmpty() && refusal == null;
  }

  /**
   * The next step. No letter is sent before the database is known to be usable; else it would be
   * sent again after each restart of a consumer that the database stops.
   *
   * @param databaseUsable whether the database took the last rows that it was given
   */
  Command next(boolean databaseUsable) {
    Batch part = part();
    if (refusal != null) {
      return new Command.FindRefused(part);
    }
    if (!part.unsentLetters().isEmpty()) {
      return databaseUsable || searched
          ? new Command.SendLetters(part)
          : new Command.FindRefused(part);
    }
    return new Command.Write(part, part == unexplained);
  }

  /** The part is written. */
  void written() {
    parts.removeFirst();
    searched = false;
  }

  /** The database refused the part; the next step finds the messages. */
  void refused(SQLException why) {
    refusal = why;
  }

  /**
   * The part failed, and is to be repeated: in halves if it was too much and can be cut.
   *
   * @throws ServerLimitException if it cannot be cut, and exceeds a limit that a setting of the
   *     database makes
   */
  void failed(boolean tooMuch, Exception fault) {
    refusal = null;
    searched = false;
    if (tooMuch && part().messages() > 1) {
      List<Batch> halves = parts.removeFirst().halves();
      parts.addFirst(halves.get(1));
      parts.addFirst(halves.get(0));
    } else {
      ServerLimitException.requireNone(fault, part().rows().count());
    }
  }

  /**
   * Takes the result of a search: refused messages become dead letters.
   *
   * @return the refusal that no message explains, if there was one
   */
  @Nullable SQLException searched(SortedMap<Integer, BadRecord> refusedMessages) {
    SQLException why = refusal;
    refusal = null;
    searched = true;
    if (!refusedMessages.isEmpty()) {
      parts.addFirst(parts.removeFirst().refusing(refusedMessages));
      return null;
    }
    return why;
  }

  /**
   * No message is the cause: the table was changed between the two attempts, or only direct
   * compress fails, which the search does not use.
   *
   * @throws SQLException the refusal, if the part was already written in the same way as the
   *     search, and it is not about data
   */
  void retryPlain(SQLException refusedAgain) throws SQLException {
    boolean again = part() == unexplained;
    if (again && FaultKind.ofWriting(part().messages(), refusedAgain) == FaultKind.FATAL) {
      throw refusedAgain;
    }
    unexplained = part();
  }
}
