package io.geostream.consumer.worker;

import io.geostream.consumer.kafka.PolledBytes;
import io.geostream.consumer.kafka.UncopiedBytesDeserializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.jspecify.annotations.Nullable;

/**
 * Polls one record and nothing after it. Kafka's client otherwise decompresses the next record,
 * too, and loses the first if the heap is too small for that. Here the record is refused, and the
 * client passes its bytes on with the fault. Slow: each record is fetched again, and its leader
 * epoch is not known. A record without key and value cannot be refused, and comes with what follows
 * it.
 */
final class LonePoll {

  private final Consumer<byte[], byte[]> kafka;
  private final PolledBytes polled;
  private final UncopiedBytesDeserializer bytes = new UncopiedBytesDeserializer();

  /**
   * @param polled what the consumer deserializes with
   */
  LonePoll(Consumer<byte[], byte[]> kafka, PolledBytes polled) {
    this.kafka = kafka;
    this.polled = polled;
  }

  ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    polled.beginRefusing();
    try {
      return kafka.poll(timeout);
    } catch (RecordDeserializationException e) {
      ConsumerRecord<byte[], byte[]> record = refused(e);
      OffsetAndMetadata next = new OffsetAndMetadata(e.offset() + 1);
      kafka.seek(e.topicPartition(), next);
      return new ConsumerRecords<>(
          Map.of(e.topicPartition(), List.of(record)), Map.of(e.topicPartition(), next));
    }
  }

  private ConsumerRecord<byte[], byte[]> refused(RecordDeserializationException e) {
    TopicPartition from = e.topicPartition();
    byte @Nullable [] key = bytes.deserialize(from.topic(), e.headers(), e.keyBuffer());
    byte @Nullable [] value = bytes.deserialize(from.topic(), e.headers(), e.valueBuffer());
    return new ConsumerRecord<>(
        from.topic(),
        from.partition(),
        e.offset(),
        e.timestamp(),
        e.timestampType(),
        size(key),
        size(value),
        key,
        value,
        e.headers(),
        Optional.empty());
  }

  private static int size(byte @Nullable [] part) {
    return part == null ? ConsumerRecord.NULL_SIZE : part.length;
  }
}
