package io.geostream.consumer.batch;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.DecodedRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one transaction writes: messages, each with its rows, and how far each partition advances
 * with them; and the bad records that must be in the dead-letter topic before. Filled by one
 * thread, then handed to another; no two use it at the same time.
 */
public final class Batch {

  private static final int FEW = 512;

  private final int generation;
  private final long polledNanos;
  private final BatchLimits limits;
  private final Buffers buffers;
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final List<DeadLetter> unsentLetters = new ArrayList<>();
  private final SortedMap<Integer, Advance> advances = new TreeMap<>();
  private final Set<Long> chunks = new HashSet<>();
  private final PhaseTimes times = new PhaseTimes();
  private long lastChunk = Long.MIN_VALUE;
  private long letterBytes;
  private int emptyMessages;

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
  }

  /** Whether the batch may take no more. */
  public boolean isFull() {
    return rows().count() >= limits.rows()
        || buffers.rowBytes() >= limits.bytes()
        || letterBytes + sources().size() >= limits.bytes()
        || chunks.size() >= limits.chunks()
        || deadLetters.size() >= limits.rows();
  }

  /** Adds a message: its record, and the rows made of it. Of one without rows nothing is kept. */
  public void add(ConsumerRecord<byte[], byte[]> source, DecodedRows decoded) {
    if (decoded.count() == 0) {
      emptyMessages++;
      return;
    }
    for (int row = 0; row < decoded.count(); row++) {
      rows().add(decoded, row);
      touch(decoded.epochMicros(row));
    }
    buffers.endMessage(source);
  }

  private void touch(long epochMicros) {
    long chunk = limits.width().chunkOf(epochMicros);
    if (chunk != lastChunk) {
      chunks.add(chunk);
      lastChunk = chunk;
    }
  }

  /** Adds a record that makes no rows, as something is wrong with it. */
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
   * Cuts the batch in two of half its messages each, to be written one after the other; no message
   * is cut. A dead letter goes with the half that advances past it. Messages without rows count in
   * the second half, the time spent on the batch so far in the first.
   *
   * @throws IllegalStateException if there are fewer than two messages
   */
  public List<Batch> halves() {
    List<Batch> halves = Halves.of(this);
    halves.get(1).emptyMessages = emptyMessages;
    return halves;
  }

  boolean covers(DeadLetter letter) {
    Advance advance = advances.get(letter.record().partition());
    return advance != null && advance.covers(letter.record().offset());
  }

  /** A range of the messages alone. */
  Batch part(int from, int to) {
    Batch part = new Batch(generation, polledNanos, limits, new Buffers(to - from));
    part.buffers.addRange(buffers, from, to);
    return part;
  }

  /**
   * The same batch without some messages, which become dead letters instead.
   *
   * @param refused by the message's number, the reason
   */
  public Batch refusing(SortedMap<Integer, BadRecord> refused) {
    Buffers kept = new Buffers(messages() - refused.size());
    Batch rest = new Batch(generation, polledNanos, limits, kept);
    rest.deadLetters.addAll(deadLetters);
    rest.unsentLetters.addAll(unsentLetters);
    rest.advances.putAll(advances);
    rest.times.add(times);
    rest.emptyMessages = emptyMessages;
    int from = 0;
    for (Map.Entry<Integer, BadRecord> message : refused.entrySet()) {
      kept.addRange(buffers, from, message.getKey());
      rest.add(new DeadLetter(sources().get(message.getKey()), message.getValue()));
      from = message.getKey() + 1;
    }
    kept.addRange(buffers, from, messages());
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

  /** The rows, in the order of their messages. */
  public CopyRows rows() {
    return buffers.rows();
  }

  /** How many messages have rows; they are numbered from 0 in the order of their records. */
  public int messages() {
    return buffers.messages();
  }

  /** The first row of a message; its last one is before that of the next. */
  public int firstRow(int message) {
    return buffers.firstRow(message);
  }

  /** How many messages have no rows. */
  public int emptyMessages() {
    return emptyMessages;
  }

  /** Where the record of a message is in its topic, for people. */
  public String place(int message) {
    return "partition " + sources().partition(message) + " offset " + sources().offset(message);
  }

  /** The records of the messages with rows. */
  public RecordLog sources() {
    return buffers.sources();
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
