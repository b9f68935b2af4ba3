package io.geostream.consumer.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A partition's log: records and transaction markers, with gaps between their offsets. */
final class SimLog {

  /** What is at an offset. */
  enum Kind {
    /** A reading. */
    READING,
    /** A reading that the database refuses. */
    REFUSED,
    /** A record that is no reading. */
    BAD,
    /** The end of a transaction, which consumers pass over. */
    MARKER
  }

  /**
   * A record, or a marker.
   *
   * @param epoch of the leader that appended it
   * @param id distinguishes it from all other records, also those that had its offset before
   */
  record Entry(long offset, int epoch, Kind kind, int id) {}

  /**
   * A piece of the log.
   *
   * @param next where the piece after it begins
   * @param epoch of the last entry; -1 if there is none
   */
  record Piece(List<Entry> records, long next, int epoch) {

    boolean isEmpty() {
      return epoch < 0;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final TreeMap<Integer, Long> epochStarts = new TreeMap<>(Map.of(0, 0L));
  private long start;
  private long end;
  private long readUpTo;
  private boolean cutBelowRead;
  private boolean readAfterCut;

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  int epoch() {
    return epochStarts.lastKey();
  }

  List<Entry> entries() {
    return entries;
  }

  /** Whether a consumer may have read what is not in the log any more, or is other records now. */
  boolean isCutBelowRead() {
    return cutBelowRead;
  }

  /** Whether a consumer was given what was cut off already, and may not know it. */
  boolean isReadAfterCut() {
    return readAfterCut;
  }

  /** Consumers go on at an offset, whatever they read before. */
  void restartAt(long next) {
    cutBelowRead = false;
    readAfterCut = false;
    readUpTo = next;
  }

  /** Appends a record after a gap, which may be 0 offsets long. */
  void append(Kind kind, int id, int gap) {
    end += gap;
    entries.add(new Entry(end, epoch(), kind, id));
    end++;
  }

  /** A leader that lacks the records from an offset on takes over: they are lost. */
  void cut(long from) {
    entries.removeIf(entry -> entry.offset() >= from);
    end = entries.isEmpty() ? start : entries.get(entries.size() - 1).offset() + 1;
    int next = epoch() + 1;
    epochStarts.values().removeIf(epochStart -> epochStart >= end);
    epochStarts.put(next, end);
    cutBelowRead |= end < readUpTo;
  }

  /** Deletes the oldest records. */
  void retain(long newStart) {
    entries.removeIf(entry -> entry.offset() < newStart);
    start = newStart;
  }

  /** Where the records of an epoch end; what Kafka says to a consumer that validates a position. */
  long endOfEpoch(int epoch) {
    Map.Entry<Integer, Long> next = epochStarts.higherEntry(epoch);
    return next == null ? end : next.getValue();
  }

  /** Reads from an offset that is in the log or at its end. */
  Piece read(long from, int most) {
    List<Entry> records = new ArrayList<>();
    long next = from;
    int epoch = -1;
    for (int i = firstFrom(from); i < entries.size() && records.size() < most; i++) {
      Entry entry = entries.get(i);
      if (entry.kind() != Kind.MARKER) {
        records.add(entry);
      }
      next = entry.offset() + 1;
      epoch = entry.epoch();
    }
    return new Piece(records, next, epoch);
  }

  private int firstFrom(long offset) {
    int at = entries.size();
    while (at > 0 && entries.get(at - 1).offset() >= offset) {
      at--;
    }
    return at;
  }

  /** A consumer was given a piece, perhaps one that was fetched before it was cut off. */
  void wasRead(Piece piece) {
    readUpTo = Math.max(readUpTo, piece.next());
    readAfterCut |= endOfEpoch(piece.epoch()) < piece.next();
    cutBelowRead |= readAfterCut;
  }
}
