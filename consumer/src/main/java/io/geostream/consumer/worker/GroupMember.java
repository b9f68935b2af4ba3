package io.geostream.consumer.worker;

import io.geostream.consumer.batch.Advance;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * A member of the consumer group, as the poll loop needs it. Faults are Kafka's own exceptions.
 * Used by the poll thread alone.
 */
interface GroupMember {

  /** What happens to the member's partitions; called during a poll, or on leaving. */
  interface Listener {

    /** Partitions came to this member, in addition to those it has. */
    void assigned(Set<Integer> partitions);

    /** Partitions are to be handed over when this returns. */
    void revoked(Set<Integer> partitions);

    /** Partitions are another member's already. */
    void lost(Set<Integer> partitions);
  }

  /** Joins the group with the next poll. */
  void join(Listener listener);

  /** Takes part in the group, and reads from the partitions that are not paused. */
  ConsumerRecords<byte[], byte[]> poll(Duration timeout);

  /**
   * Continues at an offset. The leader epoch of the record before it lets Kafka detect a log that
   * was cut below it and has grown again.
   */
  void seek(int partition, long next, Optional<Integer> leaderEpoch);

  /** Gives a partition without a position one, so that the group's own commit is never used. */
  void seekToPlaceholder(int partition);

  void pause(Collection<Integer> partitions);

  void resume(Collection<Integer> partitions);

  /** How many records the member sees after its position, if it does. */
  OptionalLong lag(int partition);

  /** Commits offsets to the group, for Kafka's own tools; does not wait. */
  void commitSoon(Map<Integer, Advance> offsets);

  /**
   * The same, and waits half a second at most; a fault is only logged, as nothing depends on it.
   */
  void commitNow(Map<Integer, Advance> offsets);

  /** Leaves the group for good; waits two seconds at most. */
  void close();
}
