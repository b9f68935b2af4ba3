package io.geostream.consumer.batch;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.reading.ReadingFields;
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

/**
 * What one transaction writes: rows, and how far each partition advances with them; and the bad
 * records that must be in the dead-letter topic before. Filled by one thread, then handed to
 * another; no two use it at the same time.
 */
public final class Batch {

  private static final int FEW = 512;

  private final int generation;
  private final long polledNanos;
  private final BatchLimits limits;
  private final Buffers buffers;
  private final CopyRows rows;
  private final RecordLog sources;
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final List<DeadLetter> unsentLetters = new ArrayList<>();
  private final SortedMap<Integer, Advance> advances = new TreeMap<>();
  private final Set<Long> chunks = new HashSet<>();
  private final PhaseTimes times = new PhaseTimes();
  private long lastChunk = Long.MIN_VALUE;
  private long letterBytes;

  /**
   * An empty batch with buffers of its own.
   *
   * @param generation which loading of positions its records were read after
   * @param polledNanos when its first record was polled, by {@link System#nanoTime()}
   */
  public Batch(int generation, long polledNanos, BatchLimits limits) {
    this(generation, polledNanos, limits, new Buffers(Math.min(limits.rows(), FEW)));
  }

  Batch(int generation, long polledNanos, BatchLimits limits, Buffers buffers) {
    this.generation = generation;
    this.polledNanos = polledNanos;
    this.limits = limits;
    this.buffers = buffers;
    this.rows = buffers.rows();
    this.sources = buffers.sources();
  }

  /** Whether the batch may take no more. */
  public boolean isFull() {
    return rows.count() >= limits.rows()
        || letterBytes + sources.size() >= limits.bytes()
        || chunks.size() >= limits.chunks()
        || deadLetters.size() >= limits.rows();
  }

  /** Adds a reading and the record it came in. */
  public void add(ConsumerRecord<byte[], byte[]> source, ReadingFields reading) {
    rows.add(reading);
    sources.add(source);
    long chunk = limits.width().chunkOf(reading.epochMicros());
    if (chunk != lastChunk) {
      chunks.add(chunk);
      lastChunk = chunk;
    }
  }

  /** Adds a record that is not a reading. */
  public void add(ConsumerRecord<byte[], byte[]> source, BadRecord reason) {
    add(new DeadLetter(source, reason));
    letterBytes += RecordBytes.of(source);
  }

  private void add(DeadLetter letter) {
    deadLetters.add(letter);
    unsentLetters.add(letter);
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

  /**
   * Cuts the batch in two of half its rows each, to be written one after the other. A dead letter
   * goes with the half that advances past it; what was spent on the batch so far stays with the
   * first.
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
    first.times.add(times);
    second.advances.putAll(advances);
    Map<Integer, Integer> lastOfFirst = new HashMap<>();
    for (int row = 0; row < middle; row++) {
      lastOfFirst.put(sources.partition(row), row);
    }
    lastOfFirst.forEach(
        (partition, last) -> {
          Advance whole = Objects.requireNonNull(advances.get(partition));
          long border = sources.offset(last) + 1;
          first.advances.put(
              partition, new Advance(whole.expected(), border, sources.leaderEpoch(last)));
          second.advances.put(partition, new Advance(border, whole.next(), whole.leaderEpoch()));
        });
    deadLetters.forEach(letter -> (first.covers(letter) ? first : second).deadLetters.add(letter));
    unsentLetters.forEach(
        letter -> (first.covers(letter) ? first : second).unsentLetters.add(letter));
    return List.of(first, second);
  }

  boolean covers(DeadLetter letter) {
    Advance advance = advances.get(letter.record().partition());
    return advance != null && advance.covers(letter.record().offset());
  }

  private Batch part(int from, int to) {
    Batch part = new Batch(generation, polledNanos, limits, new Buffers(to - from));
    part.buffers.addRange(buffers, from, to);
    return part;
  }

  /** The same batch without some rows, which become dead letters instead. */
  public Batch refusing(SortedMap<Integer, BadRecord> refused) {
    Buffers kept = new Buffers(rows.count() - refused.size());
    Batch rest = new Batch(generation, polledNanos, limits, kept);
    rest.deadLetters.addAll(deadLetters);
    rest.unsentLetters.addAll(unsentLetters);
    rest.advances.putAll(advances);
    rest.times.add(times);
    int from = 0;
    for (Map.Entry<Integer, BadRecord> row : refused.entrySet()) {
      kept.addRange(buffers, from, row.getKey());
      rest.add(new DeadLetter(sources.get(row.getKey()), row.getValue()));
      from = row.getKey() + 1;
    }
    kept.addRange(buffers, from, rows.count());
    return rest;
  }

  /**
   * The dead letters that are not known to be in their topic yet; the sender removes those that are
   * acknowledged.
   */
  public List<DeadLetter> unsentLetters() {
    return unsentLetters;
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

  /** What can be used again once the batch is done. */
  Buffers buffers() {
    return buffers;
  }

  /** The rows, in the order of their records. */
  public CopyRows rows() {
    return rows;
  }

  /** Where the record of a row is in its topic, for people. */
  public String place(int row) {
    return "partition " + sources.partition(row) + " offset " + sources.offset(row);
  }

  /** The records that the rows came in, in the same order. */
  public RecordLog sources() {
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
