package io.geostream.consumer.worker;

import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.offsets.LogMismatchException;
import io.geostream.consumer.worker.SimFaults.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A member with what Kafka's consumer does for it: fetches ahead, validates positions by their
 * epochs when a partition has a new leader, and learns of rebalances in polls.
 */
final class SimMember implements GroupMember {

  private static final int MOST_RECORDS = 5;

  private final SimTopic topic;
  private final SimGroup group;
  private final SimFaults faults;
  private final Dice dice;
  private final Ledger ledger;
  private final SortedMap<Integer, SimFetch> assigned = new TreeMap<>();
  private @Nullable Listener listener;
  private String knownTopic;
  private long news;
  private boolean mustRevokeAll;

  SimMember(SimTopic topic, SimGroup group, SimFaults faults, Dice dice, Ledger ledger) {
    this.topic = topic;
    this.group = group;
    this.faults = faults;
    this.dice = dice;
    this.ledger = ledger;
    this.knownTopic = topic.id();
  }

  Set<Integer> partitions() {
    return assigned.keySet();
  }

  /** How often it got its topic's metadata. */
  long news() {
    return news;
  }

  /** A rebalance takes all partitions, in the next poll. */
  void revokeAll() {
    mustRevokeAll = true;
  }

  @Override
  public void join(Listener itsListener) {
    listener = itsListener;
    group.join(this);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    takePart(Objects.requireNonNull(listener));
    if (faults.strikes(Fault.BROKER)) {
      throw new TimeoutException("simulated");
    }
    if (!knownTopic.equals(topic.id()) || faults.strikes(Fault.NEWS)) {
      knownTopic = topic.id();
      news++;
    }
    if (dice.once(2)) {
      fetch();
    }
    return fetched();
  }

  private void takePart(Listener receiver) {
    if (!group.isMember(this)) {
      Set<Integer> lost = new TreeSet<>(assigned.keySet());
      mustRevokeAll = false;
      if (!lost.isEmpty()) {
        receiver.lost(lost);
        assigned.clear();
      }
      group.join(this);
      return;
    }
    Set<Integer> revoked = mustRevokeAll ? new TreeSet<>(assigned.keySet()) : group.toRevoke(this);
    mustRevokeAll = false;
    if (!revoked.isEmpty()) {
      handOver(receiver, revoked);
    }
    Set<Integer> added = group.assign(this);
    if (!added.isEmpty()) {
      added.forEach(partition -> assigned.put(partition, new SimFetch()));
      receiver.assigned(added);
    }
  }

  private void handOver(Listener receiver, Set<Integer> revoked) {
    ledger.disturbed(assigned.keySet());
    receiver.revoked(revoked);
    assigned.keySet().removeAll(revoked);
    group.revoked(this, revoked);
  }

  // Reading

  private ConsumerRecords<byte[], byte[]> fetched() {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    assigned.forEach(
        (number, fetch) -> {
          SimLog.Piece piece = dice.once(2) ? fetch.take() : null;
          if (piece != null) {
            topic.log(number).wasRead(piece);
            TopicPartition name = topic.name(number);
            if (!piece.records().isEmpty()) {
              records.put(name, records(number, piece));
            }
            next.put(name, new OffsetAndMetadata(piece.next(), Optional.of(piece.epoch()), ""));
          }
        });
    return new ConsumerRecords<>(records, next);
  }

  private List<ConsumerRecord<byte[], byte[]>> records(int number, SimLog.Piece piece) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(piece.records().size());
    piece.records().forEach(entry -> records.add(topic.record(number, entry)));
    return records;
  }

  private void fetch() {
    assigned.forEach(
        (number, fetch) -> {
          SimLog log = topic.log(number);
          if (!fetch.validate(log)) {
            throw LogMismatchException.truncated(
                topic.key(), Map.of(topic.name(number), 0L), Map.of(), Map.of());
          }
          if (fetch.isWanted()) {
            if (fetch.position() < log.start() || fetch.position() > log.end()) {
              throw new OffsetOutOfRangeException(Map.of(topic.name(number), fetch.position()));
            }
            fetch.fetched(log.read(fetch.position(), 1 + dice.below(MOST_RECORDS)));
          }
        });
  }

  private SimFetch fetch(int partition) {
    SimFetch fetch = assigned.get(partition);
    if (fetch == null) {
      throw new IllegalStateException("no current assignment for partition " + partition);
    }
    return fetch;
  }

  @Override
  public void seek(int partition, long next, Optional<Integer> leaderEpoch) {
    fetch(partition).seek(next, leaderEpoch);
  }

  @Override
  public void seekToPlaceholder(int partition) {
    fetch(partition).seek(0, Optional.empty());
  }

  @Override
  public void pause(Collection<Integer> partitions) {
    partitions.forEach(partition -> fetch(partition).pause(true));
  }

  @Override
  public void resume(Collection<Integer> partitions) {
    partitions.forEach(partition -> fetch(partition).pause(false));
  }

  @Override
  public OptionalLong lag(int partition) {
    return OptionalLong.of(topic.log(partition).end() - fetch(partition).position());
  }

  @Override
  public void commitSoon(Map<Integer, Advance> offsets) {
    // nothing is read from the group's own offsets
  }

  @Override
  public void commitNow(Map<Integer, Advance> offsets) {
    // likewise
  }

  @Override
  public void close() {
    if (group.isMember(this) && !assigned.isEmpty()) {
      handOver(Objects.requireNonNull(listener), new TreeSet<>(assigned.keySet()));
    }
    group.drop(this);
  }
}
