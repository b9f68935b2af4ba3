package io.geostream.consumer.worker;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.Decoder;
import io.geostream.consumer.batch.AgeLimits;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchPool;
import io.geostream.consumer.batch.Phase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the records of a poll and leaves them for the writer, in batches within their limits. A
 * poll is bounded in bytes, but its messages may make many more bytes of rows: no more of them are
 * decoded than there is room for. Used by the poll thread alone.
 */
final class BatchFiller {

  private final Decoder decoder;
  private final AgeLimits ages;
  private final BatchPool batches;
  private final Mailbox mailbox;
  private final OwnedPartitions owned;
  private final LongSupplier nanoTime;
  private final Deque<Polled> held = new ArrayDeque<>();
  private long sinceNanos;

  /** What is left of a poll, of one partition; and the offset that the poll reached. */
  private record Polled(
      int partition, List<ConsumerRecord<byte[], byte[]>> records, OffsetAndMetadata end) {

    Polled from(int first) {
      return new Polled(partition, records.subList(first, records.size()), end);
    }
  }

  /**
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  BatchFiller(
      Decoder decoder,
      AgeLimits ages,
      BatchPool batches,
      Mailbox mailbox,
      OwnedPartitions owned,
      LongSupplier nanoTime) {
    this.decoder = decoder;
    this.ages = ages;
    this.batches = batches;
    this.mailbox = mailbox;
    this.owned = owned;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes a poll's records, and the offsets that it reached: beyond its records if the log has gaps
   * or markers. What there is no room for is held, and filled by the next calls.
   */
  void fill(ConsumerRecords<byte[], byte[]> polled) {
    polled.nextOffsets().forEach((partition, end) -> hold(partition, polled, end));
    if (held.isEmpty() || !mailbox.hasRoom()) {
      return;
    }
    sinceNanos = nanoTime.getAsLong();
    Batch batch = begin();
    while (batch != null && !held.isEmpty()) {
      batch = fill(batch, held.removeFirst());
    }
    if (batch == null) {
      return;
    }
    if (batch.advances().isEmpty()) {
      batches.recycle(batch);
    } else {
      offer(batch);
    }
  }

  private void hold(
      TopicPartition name, ConsumerRecords<byte[], byte[]> polled, OffsetAndMetadata end) {
    OwnedPartition partition = owned.located(name.partition());
    if (partition != null) {
      partition.polled(end.offset());
    }
    held.add(new Polled(name.partition(), polled.records(name), end));
  }

  /** Whether records are held: nothing is to be polled before they are in batches. */
  boolean isHolding() {
    return !held.isEmpty();
  }

  /** Drops what is held: its positions are given up. */
  void drop() {
    held.clear();
  }

  /** Continues the waiting batch, if there is room in it. */
  private Batch begin() {
    Batch waiting = mailbox.reopen(owned.generation());
    return waiting != null ? waiting : batches.begin(owned.generation(), sinceNanos);
  }

  private void offer(Batch batch) {
    long now = nanoTime.getAsLong();
    batch.times().add(Phase.DECODE, now - sinceNanos);
    sinceNanos = now;
    mailbox.offer(batch);
  }

  /** Gives the batch to go on with; null if there is no room for another. */
  private @Nullable Batch fill(Batch first, Polled polled) {
    Batch batch = first;
    int from = 0;
    List<ConsumerRecord<byte[], byte[]>> records = polled.records();
    for (int at = 0; at < records.size(); at++) {
      add(batch, records.get(at));
      if (batch.isFull() || at == records.size() - 1) {
        read(batch, polled.partition(), records.subList(from, at + 1));
        from = at + 1;
      }
      if (batch.isFull()) {
        offer(batch);
        if (!mailbox.hasRoom()) {
          held.addFirst(polled.from(from));
          return null;
        }
        batch = begin();
      }
    }
    advance(batch, polled.partition(), polled.end());
    return batch;
  }

  /** Notes records that are in a batch. */
  private void read(Batch batch, int number, List<ConsumerRecord<byte[], byte[]>> records) {
    OwnedPartition partition = readable(number);
    ConsumerRecord<byte[], byte[]> last = records.get(records.size() - 1);
    partition.begin(records.get(0));
    partition.end(last);
    advance(batch, number, new OffsetAndMetadata(last.offset() + 1, last.leaderEpoch(), ""));
  }

  /** Messages without a step of their partition would be written twice. */
  private OwnedPartition readable(int number) {
    OwnedPartition partition = owned.located(number);
    if (partition == null) {
      throw new IllegalStateException(
          "records of partition " + number + " were polled before its position was known");
    }
    return partition;
  }

  private void add(Batch batch, ConsumerRecord<byte[], byte[]> record) {
    BadRecord fault = decoder.decode(record);
    if (fault == null) {
      fault = ages.check(decoder, record.timestamp());
    }
    if (fault == null) {
      batch.add(record, decoder.rows());
    } else {
      batch.add(record, fault);
    }
  }

  /** A poll may still report the position of a partition that has just been forgotten. */
  private void advance(Batch batch, int number, OffsetAndMetadata next) {
    OwnedPartition partition = owned.located(number);
    if (partition == null) {
      return;
    }
    long from = partition.position().getAsLong();
    if (next.offset() > from) {
      batch.advance(number, from, next.offset(), next.leaderEpoch());
      partition.advance(next.offset());
    }
  }
}
