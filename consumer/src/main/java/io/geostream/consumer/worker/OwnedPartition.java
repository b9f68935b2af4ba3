package io.geostream.consumer.worker;

import io.geostream.consumer.metrics.PartitionMetrics.State;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * What a worker knows of a partition it owns: where it continues reading, and what is not written
 * yet. Nothing is polled until the position is loaded from the database. Times are those of the
 * Kafka records, in milliseconds since 1970; the age of a record without one is not known.
 */
final class OwnedPartition {

  private static final double MILLIS_PER_SECOND = 1_000;

  /** Where records begin that were read in one go. */
  private record Run(long offset, long timestamp) {}

  private final Deque<Run> read = new ArrayDeque<>();
  private OptionalLong position = OptionalLong.empty();
  private OptionalLong stored = OptionalLong.empty();
  private boolean requested;

  /** Of what was read last since a seek; empty if it is not known. */
  private Optional<Integer> leaderEpoch = Optional.empty();

  /** Where the client goes on: beyond the position while what it polled is held. */
  private long polled;

  private long readUpTo;
  private long end;

  /** What is not read yet is not older than this. */
  private long unreadSince;

  /** The next offset to read, if known. */
  OptionalLong position() {
    return position;
  }

  /** The position has to be loaded again. */
  void forget() {
    position = OptionalLong.empty();
    requested = false;
  }

  /** Whether to ask for the position now; from now on it counts as asked for. */
  boolean request() {
    boolean first = position.isEmpty() && !requested;
    requested |= first;
    return first;
  }

  /** Takes the stored offset as the position; says whether none was known. */
  boolean loaded(long next, long now) {
    if (position.isPresent()) {
      return false;
    }
    position = OptionalLong.of(next);
    stored = position;
    requested = false;
    leaderEpoch = Optional.empty();
    read.clear();
    polled = next;
    readUpTo = next;
    end = next;
    unreadSince = now;
    return true;
  }

  /**
   * Notes the leader epochs of what a poll brought. If they change, gives where, and the epoch
   * before; what follows there may be of any leader.
   */
  Optional<OffsetAndMetadata> change(
      List<? extends ConsumerRecord<?, ?>> records, OffsetAndMetadata end) {
    if (leaderEpoch.isPresent() && leaderEpoch.equals(end.leaderEpoch())) {
      return Optional.empty(); // not in between either: they only rise
    }
    long next = position.orElseThrow();
    for (ConsumerRecord<?, ?> record : records) {
      if (!goesOn(record.leaderEpoch())) {
        return changeAt(next);
      }
      next = record.offset() + 1;
    }
    boolean markers = end.offset() > next;
    return markers && !goesOn(end.leaderEpoch()) ? changeAt(next) : Optional.empty();
  }

  private boolean goesOn(Optional<Integer> epoch) {
    if (leaderEpoch.isPresent() && !leaderEpoch.equals(epoch)) {
      return false;
    }
    leaderEpoch = epoch;
    return true;
  }

  private Optional<OffsetAndMetadata> changeAt(long next) {
    OffsetAndMetadata change = new OffsetAndMetadata(next, leaderEpoch, "");
    leaderEpoch = Optional.empty();
    return Optional.of(change);
  }

  /** The partition is polled up to an offset. */
  void polled(long next) {
    polled = next;
  }

  /** The partition is read up to an offset. */
  void advance(long next) {
    position = OptionalLong.of(next);
    polled = Math.max(polled, next);
  }

  /** Records begin that were read and are to be written. */
  void begin(ConsumerRecord<?, ?> first) {
    read.addLast(new Run(first.offset(), first.timestamp()));
  }

  /** The last record that was read. What follows it in the log is hardly older. */
  void end(ConsumerRecord<?, ?> last) {
    readUpTo = last.offset() + 1;
    unreadSince = last.timestamp();
  }

  /** All before an offset is written. A late report takes nothing back. */
  void written(long next) {
    if (stored.isEmpty() || next < stored.getAsLong()) {
      return;
    }
    stored = OptionalLong.of(next);
    if (readUpTo <= next) {
      read.clear();
    }
    Run oldest = read.pollFirst();
    while (!read.isEmpty() && read.getFirst().offset() <= next) {
      oldest = read.removeFirst();
    }
    if (oldest != null) {
      read.addFirst(oldest);
    }
  }

  /**
   * Notes where the partition ends: as known to the client while it reads, or to the brokers while
   * it is paused.
   *
   * @param lag how many offsets the client sees from where it goes on, if it does
   * @param brokers the end that the brokers gave last, if they did
   */
  void look(OptionalLong lag, OptionalLong brokers, long now) {
    if (position.isEmpty()) {
      end = Math.max(end, brokers.orElse(end));
      return;
    }
    long at = position.getAsLong();
    if (lag.isPresent() || brokers.isPresent()) {
      end = Math.max(polled + lag.orElse(0), brokers.orElse(at));
      if (end == at) {
        unreadSince = now; // what comes next is newer than this look
      }
    }
  }

  /** How far the partition is written, once a stored offset was loaded. */
  Optional<State> state(long now) {
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    long next = stored.getAsLong();
    long size = Math.max(0, end - next);
    double age = size == 0 ? 0 : ageMillis(now) / MILLIS_PER_SECOND;
    return Optional.of(new State(size, age, next, end));
  }

  private long ageMillis(long now) {
    Run oldest = read.peekFirst();
    long since = oldest != null ? oldest.timestamp() : unreadSince;
    return since == ConsumerRecord.NO_TIMESTAMP ? 0 : Math.max(0, now - since);
  }
}
