package io.geostream.consumer.worker;

import io.geostream.consumer.kafka.PolledBytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A client for whose polls the heap does not suffice: in a group, and alone unless its partition is
 * paused.
 */
final class HeapLimitedClient extends MockConsumer<byte[], byte[]> {

  private static final int RECORD_BYTES = 100;

  final PolledBytes polled = new PolledBytes();

  /** Whether the heap suffices. */
  boolean suffices;

  /** What a poll brings then. */
  ConsumerRecords<byte[], byte[]> brings = ConsumerRecords.empty();

  /** The record that a poll refuses. */
  Optional<RecordDeserializationException> refused = Optional.empty();

  /** Where partitions were sought last. */
  final Map<TopicPartition, OffsetAndMetadata> sought = new HashMap<>();

  /** What a poll throws that is not in a group. */
  RuntimeException probeFault = new KafkaException("heap", new OutOfMemoryError("heap"));

  /** Whether not even the answer without a record fits. */
  boolean pausedFails;

  boolean leavingFails;
  boolean left = true;
  int joins;

  HeapLimitedClient() {
    super("none");
  }

  @Override
  public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    if (suffices) {
      return brings;
    }
    if (refused.isPresent()) {
      throw refused.get();
    }
    if (!left) {
      throw new OutOfMemoryError("heap");
    }
    if (paused().isEmpty() || pausedFails) {
      throw probeFault;
    }
    return ConsumerRecords.empty();
  }

  @Override
  public synchronized void seek(TopicPartition partition, OffsetAndMetadata next) {
    sought.put(partition, next);
  }

  @Override
  public synchronized void unsubscribe() {
    if (leavingFails) {
      throw new OutOfMemoryError("heap");
    }
    left = true;
    super.unsubscribe();
  }

  void join() {
    left = false;
    subscribe(List.of("readings"));
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
    left = false;
    joins++;
    super.subscribe(topics, listener);
  }

  /** How many records of a hundred bytes the present poll may bring. */
  int fitting() {
    int records = 0;
    try {
      while (records < RECORD_BYTES) {
        polled
            .values()
            .deserialize("readings", new RecordHeaders(), ByteBuffer.allocate(RECORD_BYTES));
        records++;
      }
    } catch (SerializationException e) {
      return records;
    }
    return records;
  }
}
