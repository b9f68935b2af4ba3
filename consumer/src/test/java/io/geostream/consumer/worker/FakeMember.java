package io.geostream.consumer.worker;

import io.geostream.consumer.batch.Advance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/** A member of a group that a test controls. As with Kafka, what is not assigned cannot be used. */
final class FakeMember implements GroupMember {

  final SortedSet<Integer> assigned = new TreeSet<>();
  final SortedSet<Integer> paused = new TreeSet<>();
  final SortedSet<Integer> placeholders = new TreeSet<>();
  final SortedMap<Integer, OffsetAndMetadata> positions = new TreeMap<>();
  final List<Map<Integer, Advance>> committedSoon = new ArrayList<>();
  final List<Map<Integer, Advance>> committedNow = new ArrayList<>();
  final SortedMap<Integer, Long> lags = new TreeMap<>();

  /** What a poll brings, by its timeout. */
  Function<Duration, ConsumerRecords<byte[], byte[]>> polling = timeout -> ConsumerRecords.empty();

  /** What happens when the group is left. */
  Runnable closing = () -> {};

  int joins;
  int closes;
  private @Nullable Listener listener;

  @Override
  public void join(Listener newListener) {
    listener = newListener;
    joins++;
  }

  void assign(Set<Integer> partitions) {
    assigned.addAll(partitions);
    listener().assigned(partitions);
  }

  void revoke(Set<Integer> partitions) {
    listener().revoked(partitions);
    remove(partitions);
  }

  void lose(Set<Integer> partitions) {
    listener().lost(partitions);
    remove(partitions);
  }

  private Listener listener() {
    if (listener == null) {
      throw new IllegalStateException("no member of the group");
    }
    return listener;
  }

  private void remove(Set<Integer> partitions) {
    assigned.removeAll(partitions);
    paused.removeAll(partitions);
    placeholders.removeAll(partitions);
    positions.keySet().removeAll(partitions);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    return polling.apply(timeout);
  }

  @Override
  public void seek(int partition, long next, Optional<Integer> leaderEpoch) {
    requireAssigned(Set.of(partition));
    placeholders.remove(partition);
    positions.put(partition, new OffsetAndMetadata(next, leaderEpoch, ""));
  }

  @Override
  public void seekToPlaceholder(int partition) {
    requireAssigned(Set.of(partition));
    placeholders.add(partition);
  }

  @Override
  public void pause(Collection<Integer> partitions) {
    requireAssigned(partitions);
    paused.addAll(partitions);
  }

  @Override
  public void resume(Collection<Integer> partitions) {
    requireAssigned(partitions);
    paused.removeAll(partitions);
  }

  @Override
  public OptionalLong lag(int partition) {
    Long lag = lags.get(partition);
    return lag == null ? OptionalLong.empty() : OptionalLong.of(lag);
  }

  @Override
  public void commitSoon(Map<Integer, Advance> offsets) {
    committedSoon.add(offsets);
  }

  @Override
  public void commitNow(Map<Integer, Advance> offsets) {
    requireAssigned(offsets.keySet());
    committedNow.add(offsets);
  }

  @Override
  public void close() {
    closes++;
    closing.run();
  }

  private void requireAssigned(Collection<Integer> partitions) {
    if (!assigned.containsAll(partitions)) {
      throw new IllegalStateException("not assigned: " + partitions);
    }
  }
}
