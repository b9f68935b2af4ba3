package io.geostream.consumer.batch;

import io.geostream.common.reading.BadRecord;
import io.geostream.common.reading.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What one transaction writes: rows, and how far each partition advances with them; and the bad
 * records that must be in the dead-letter topic before. Filled by one thread, then handed to
 * another; no two use it at the same time.
 */
public final class Batch {

  private static final long CHUNK_MICROS = 3_600_000_000L;

  private final int generation;
  private final long polledNanos;
  private final BatchLimits limits;
  private final CopyRows rows;
  private final List<ConsumerRecord<byte[], byte[]>> sources = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final SortedMap<Integer, Advance> advances = new TreeMap<>();
  private final Set<Long> chunks = new HashSet<>();
  private final PhaseTimes times = new PhaseTimes();
  private long lastChunk = Long.MIN_VALUE;
  private long recordBytes;
  private int sentLetters;

  /**
   * An empty batch.
   *
   * @param generation which loading of positions its records were read after
   * @param polledNanos when its first record was polled, by {@link System#nanoTime()}
   */
  public Batch(int generation, long polledNanos, BatchLimits limits) {
    this(generation, polledNanos, limits, new CopyRows(Math.min(limits.rows(), 512)));
  }

  private Batch(int generation, long polledNanos, BatchLimits limits, CopyRows rows) {
    this.generation = generation;
    this.polledNanos = polledNanos;
    this.limits = limits;
    this.rows = rows;
  }

  /** Whether the batch may take no more. */
  public boolean isFull() {
    return rows.count() >= limits.rows()
        || recordBytes >= limits.bytes()
        || chunks.size() >= limits.chunks()
        || deadLetters.size() >= limits.rows();
  }

  /** Adds a reading and the record it came in. */
  public void add(ConsumerRecord<byte[], byte[]> source, Reading reading) {
    rows.add(reading);
    sources.add(source);
    recordBytes += sizeOf(source);
    long chunk = Math.floorDiv(reading.epochMicros(), CHUNK_MICROS);
    if (chunk != lastChunk) {
      chunks.add(chunk);
      lastChunk = chunk;
    }
  }

  /** Adds a record that is not a reading. */
  public void add(ConsumerRecord<byte[], byte[]> source, BadRecord reason) {
    deadLetters.add(new DeadLetter(source, reason));
    recordBytes += sizeOf(source);
  }

  /** Records are kept until they are written, in case that they become dead letters. */
  private static long sizeOf(ConsumerRecord<byte[], byte[]> record) {
    long bytes =
        (long) Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    for (Header header : record.headers()) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes;
  }

  /**
   * Carries a partition to a further offset.
   *
   * @param from where the partition stood when the batch took its first step in it
   */
  public void advance(int partition, long from, long next, Optional<Integer> leaderEpoch) {
    Advance soFar = advances.getOrDefault(partition, new Advance(from, from, Optional.empty()));
    advances.put(partition, soFar.to(next, leaderEpoch));
  }

  /** Whether another batch, read right behind this one, can join it within the limits. */
  public boolean canTake(Batch later) {
    return generation == later.generation
        && rows.count() + later.rows.count() <= limits.rows()
        && recordBytes + later.recordBytes <= limits.bytes()
        && deadLetters.size() + later.deadLetters.size() <= limits.rows()
        && unionSize(chunks, later.chunks) <= limits.chunks();
  }

  /** Joins a batch that was read right behind this one. */
  public void take(Batch later) {
    rows.addRange(later.rows, 0, later.rows.count());
    sources.addAll(later.sources);
    deadLetters.addAll(later.deadLetters);
    recordBytes += later.recordBytes;
    chunks.addAll(later.chunks);
    times.add(later.times);
    later.advances.forEach(
        (partition, step) -> advance(partition, step.expected(), step.next(), step.leaderEpoch()));
  }

  private static int unionSize(Set<Long> some, Set<Long> others) {
    int size = some.size();
    for (Long other : others) {
      if (!some.contains(other)) {
        size++;
      }
    }
    return size;
  }

  /**
   * Cuts the batch in two of half its rows each, to be written one after the other. Its dead
   * letters, and what was spent on it so far, stay with the first.
   *
   * @throws IllegalStateException if there are fewer than two rows
   */
  public List<Batch> halves() {
    if (rows.count() < 2) {
      throw new IllegalStateException("a batch of " + rows.count() + " rows cannot be halved");
    }
    int middle = rows.count() / 2;
    Batch first = part(0, middle);
    Batch second = part(middle, rows.count());
    first.deadLetters.addAll(deadLetters);
    first.sentLetters = sentLetters;
    first.times.add(times);
    second.advances.putAll(advances);
    Map<Integer, ConsumerRecord<byte[], byte[]>> lastOfFirst = new HashMap<>();
    first.sources.forEach(source -> lastOfFirst.put(source.partition(), source));
    lastOfFirst.forEach(
        (partition, last) -> {
          Advance whole = Objects.requireNonNull(advances.get(partition));
          first.advances.put(
              partition, new Advance(whole.expected(), last.offset() + 1, last.leaderEpoch()));
          second.advances.put(
              partition, new Advance(last.offset() + 1, whole.next(), whole.leaderEpoch()));
        });
    return List.of(first, second);
  }

  private Batch part(int from, int to) {
    CopyRows some = new CopyRows(to - from);
    some.addRange(rows, from, to);
    Batch part = new Batch(generation, polledNanos, limits, some);
    part.sources.addAll(sources.subList(from, to));
    return part;
  }

  /** The same batch without some rows, which become dead letters instead. */
  public Batch refusing(SortedMap<Integer, BadRecord> refused) {
    CopyRows kept = new CopyRows(Math.max(1, rows.count() - refused.size()));
    Batch rest = new Batch(generation, polledNanos, limits, kept);
    rest.deadLetters.addAll(deadLetters);
    rest.sentLetters = sentLetters;
    rest.advances.putAll(advances);
    rest.times.add(times);
    int from = 0;
    for (Map.Entry<Integer, BadRecord> row : refused.entrySet()) {
      rest.keep(this, from, row.getKey());
      rest.deadLetters.add(new DeadLetter(sources.get(row.getKey()), row.getValue()));
      from = row.getKey() + 1;
    }
    rest.keep(this, from, rows.count());
    return rest;
  }

  private void keep(Batch other, int from, int to) {
    rows.addRange(other.rows, from, to);
    sources.addAll(other.sources.subList(from, to));
  }

  /** The dead letters that are not known to be in their topic yet. */
  public List<DeadLetter> unsentLetters() {
    return deadLetters.subList(sentLetters, deadLetters.size());
  }

  /** Notes that all dead letters are in their topic. */
  public void lettersSent() {
    sentLetters = deadLetters.size();
  }

  /** What the batch's time was spent on, so far. */
  public PhaseTimes times() {
    return times;
  }

  /** Which loading of positions the batch was read after. */
  public int generation() {
    return generation;
  }

  /** When the first record was polled, by {@link System#nanoTime()}. */
  public long polledNanos() {
    return polledNanos;
  }

  /** The rows, in the order of their records. */
  public CopyRows rows() {
    return rows;
  }

  /** The records that the rows came in, in the same order. */
  public List<ConsumerRecord<byte[], byte[]>> sources() {
    return sources;
  }

  /** All dead letters, sent or not. */
  public List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  /** How far each partition advances, in the order of the partitions. */
  public SortedMap<Integer, Advance> advances() {
    return advances;
  }
}
