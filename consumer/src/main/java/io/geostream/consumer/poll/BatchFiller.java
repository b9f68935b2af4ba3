package io.geostream.consumer.poll;

import io.geostream.common.reading.BadRecord;
import io.geostream.common.reading.ReadingDecoder;
import io.geostream.consumer.batch.AgeLimits;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchPool;
import io.geostream.consumer.batch.Phase;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Decodes what a poll brought and leaves it for the writer, in batches within their limits. Used by
 * the poll thread alone.
 */
final class BatchFiller {

  private final ReadingDecoder decoder;
  private final AgeLimits ages;
  private final BatchPool batches;
  private final Handoff handoff;
  private final Positions positions;
  private final Backlogs backlogs;
  private long sinceNanos;

  BatchFiller(
      ReadingDecoder decoder,
      AgeLimits ages,
      BatchPool batches,
      Handoff handoff,
      Positions positions,
      Backlogs backlogs) {
    this.decoder = decoder;
    this.ages = ages;
    this.batches = batches;
    this.handoff = handoff;
    this.positions = positions;
    this.backlogs = backlogs;
  }

  /**
   * Takes a poll's records, and the offsets that it went to: beyond its records where the log has
   * gaps or markers.
   */
  void fill(ConsumerRecords<byte[], byte[]> polled) {
    if (polled.nextOffsets().isEmpty()) {
      return;
    }
    sinceNanos = System.nanoTime();
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

  /** Goes on with the batch that waits, if there is room in it. */
  private Batch begin() {
    Batch waiting = handoff.reopen(positions.generation());
    return waiting != null ? waiting : batches.begin(positions.generation(), sinceNanos);
  }

  private void offer(Batch batch) {
    long now = System.nanoTime();
    batch.times().add(Phase.DECODE, now - sinceNanos);
    sinceNanos = now;
    handoff.offer(batch);
  }

  private Batch fill(Batch first, int partition, List<ConsumerRecord<byte[], byte[]>> records) {
    Batch batch = first;
    boolean begins = true;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (begins) {
        backlogs.begin(record);
        begins = false;
      }
      add(batch, record);
      if (batch.isFull()) {
        advance(
            batch, partition, new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
        offer(batch);
        batch = begin();
        begins = true;
      }
    }
    if (!records.isEmpty()) {
      ConsumerRecord<byte[], byte[]> last = records.get(records.size() - 1);
      advance(batch, partition, new OffsetAndMetadata(last.offset() + 1, last.leaderEpoch(), ""));
      backlogs.end(last);
    }
    return batch;
  }

  private void add(Batch batch, ConsumerRecord<byte[], byte[]> record) {
    BadRecord fault = decoder.read(record.value());
    if (fault == null) {
      fault = ages.check(decoder.fields().epochMicros(), record.timestamp());
    }
    if (fault == null) {
      batch.add(record, decoder.fields());
    } else {
      batch.add(record, fault);
    }
  }

  private void advance(Batch batch, int partition, OffsetAndMetadata next) {
    long from = positions.position(partition).orElse(Long.MAX_VALUE);
    if (next.offset() > from) {
      batch.advance(partition, from, next.offset(), next.leaderEpoch());
      positions.advance(partition, next.offset());
    }
  }
}
