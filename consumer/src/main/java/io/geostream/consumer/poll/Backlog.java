package io.geostream.consumer.poll;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What of one partition is not written yet: how much, and how old the oldest of it is. Times are
 * those of the Kafka records, in milliseconds since 1970; of a record without one no age is known.
 */
final class Backlog {

  /** Where a run of records begins that were read in one go. */
  private record Run(long offset, long timestamp) {}

  private final Deque<Run> read = new ArrayDeque<>();
  private long stored;
  private long readUpTo;
  private long end;

  /** What is not read yet is not older than this. */
  private long unreadSince;

  /**
   * @param stored the next offset to write
   * @param now what the clock says
   */
  Backlog(long stored, long now) {
    this.stored = stored;
    this.readUpTo = stored;
    this.end = stored;
    this.unreadSince = now;
  }

  /** A run of records begins that were read and are to be written. */
  void begin(long offset, long timestamp) {
    read.addLast(new Run(offset, timestamp));
  }

  /** The last record that was read. What follows it in the log is hardly older. */
  void end(long offset, long timestamp) {
    readUpTo = offset + 1;
    unreadSince = timestamp;
  }

  /** All before an offset is written. News that comes late takes nothing back. */
  void written(long next) {
    if (next < stored) {
      return;
    }
    stored = next;
    if (readUpTo <= stored) {
      read.clear();
    }
    Run oldest = read.pollFirst();
    while (!read.isEmpty() && read.getFirst().offset() <= stored) {
      oldest = read.removeFirst();
    }
    if (oldest != null) {
      read.addFirst(oldest);
    }
  }

  /**
   * Where the partition ends.
   *
   * @param position the next offset to read
   * @param unread how many offsets there are from there on
   */
  void endsAt(long position, long unread, long now) {
    end = position + unread;
    if (unread == 0) {
      unreadSince = now; // what comes next is newer than this look
    }
  }

  /** The next offset to write. */
  long stored() {
    return stored;
  }

  /** The end of the partition, as last seen. */
  long end() {
    return end;
  }

  /** How many records are not written. */
  long size() {
    return Math.max(0, end - stored);
  }

  /** The age of the oldest record that is not written, in milliseconds; 0 if there is none. */
  long ageMillis(long now) {
    if (size() == 0) {
      return 0;
    }
    Run oldest = read.peekFirst();
    long since = oldest != null ? oldest.timestamp() : unreadSince;
    return since == ConsumerRecord.NO_TIMESTAMP ? 0 : Math.max(0, now - since);
  }
}
