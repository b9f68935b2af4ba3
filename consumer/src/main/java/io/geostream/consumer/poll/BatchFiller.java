package io.geostream.consumer.poll;

import io.geostream.common.reading.BadRecord;
import io.geostream.common.reading.Decoded;
import io.geostream.common.reading.Reading;
import io.geostream.common.reading.ReadingDecoder;
import io.geostream.consumer.batch.AgeLimits;
import io.geostream.consumer.batch.Batch;
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
  private final Handoff handoff;
  private final Positions positions;
  private final Backlogs backlogs;

  BatchFiller(
      ReadingDecoder decoder,
      AgeLimits ages,
      Handoff handoff,
      Positions positions,
      Backlogs backlogs) {
    this.decoder = decoder;
    this.ages = ages;
    this.handoff = handoff;
    this.positions = positions;
    this.backlogs = backlogs;
  }

  /**
   * Takes a poll's records, and the offsets that it went to: beyond its records where the log has
   * gaps or markers.
   */
  void fill(ConsumerRecords<byte[], byte[]> polled) {
    Batch batch = begin();
    for (TopicPartition partition : polled.partitions()) {
      batch = fill(batch, partition.partition(), polled.records(partition));
    }
    for (Map.Entry<TopicPartition, OffsetAndMetadata> end : polled.nextOffsets().entrySet()) {
      advance(batch, end.getKey().partition(), end.getValue());
    }
    if (!batch.advances().isEmpty()) {
      offer(batch);
    }
  }

  private Batch begin() {
    return new Batch(positions.generation(), System.nanoTime(), handoff.limits());
  }

  private void offer(Batch batch) {
    batch.times().set(Phase.DECODE, System.nanoTime() - batch.polledNanos());
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
    Decoded decoded = decoder.decode(record.value());
    if (decoded instanceof Reading reading) {
      BadRecord fault = ages.check(reading, record.timestamp());
      if (fault == null) {
        batch.add(record, reading);
      } else {
        batch.add(record, fault);
      }
    } else {
      batch.add(record, (BadRecord) decoded);
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
