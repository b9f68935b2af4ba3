package io.geostream.consumer.worker;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.Decoder;
import io.geostream.consumer.batch.AgeLimits;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchPool;
import io.geostream.consumer.batch.Phase;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Decodes the records of a poll and leaves them for the writer, in batches within their limits.
 * Used by the poll thread alone.
 */
final class BatchFiller {

  private final Decoder decoder;
  private final AgeLimits ages;
  private final BatchPool batches;
  private final Mailbox mailbox;
  private final OwnedPartitions owned;
  private final LongSupplier nanoTime;
  private long sinceNanos;

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
   * or markers.
   */
  void fill(ConsumerRecords<byte[], byte[]> polled) {
    if (polled.nextOffsets().isEmpty()) {
      return;
    }
    sinceNanos = nanoTime.getAsLong();
    Batch batch = begin();
    for (TopicPartition partition : polled.partitions()) {
      batch = fill(batch, partition.partition(), polled.records(partition));
    }
    for (Map.Entry<TopicPartition, OffsetAndMetadata> end : polled.nextOffsets().entrySet()) {
      advance(batch, end.getKey().partition(), end.getValue());
    }
    if (batch.advances().isEmpty()) {
      batches.recycle(batch);
    } else {
      offer(batch);
    }
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

  private Batch fill(Batch first, int number, List<ConsumerRecord<byte[], byte[]>> records) {
    OwnedPartition partition = readable(number);
    Batch batch = first;
    boolean begins = true;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (begins) {
        partition.begin(record);
        begins = false;
      }
      add(batch, record);
      if (batch.isFull()) {
        advance(batch, number, after(record));
        offer(batch);
        batch = begin();
        begins = true;
      }
    }
    if (!records.isEmpty()) {
      ConsumerRecord<byte[], byte[]> last = records.get(records.size() - 1);
      advance(batch, number, after(last));
      partition.end(last);
    }
    return batch;
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

  private static OffsetAndMetadata after(ConsumerRecord<?, ?> record) {
    return new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), "");
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
