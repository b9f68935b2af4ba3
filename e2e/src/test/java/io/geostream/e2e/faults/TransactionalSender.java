package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends numbered readings in transactions, one at a time, into partitions by turns. */
final class TransactionalSender implements AutoCloseable {

  private final String topic;
  private final int partitions;
  private final Instant start;
  private final Producer<byte[], byte[]> producer;
  private long next;

  /**
   * @param start the time of reading 0
   * @param first the number of the first reading
   */
  TransactionalSender(Pipeline pipeline, int partitions, Instant start, long first) {
    this.topic = pipeline.topic();
    this.partitions = partitions;
    this.start = start;
    this.next = first;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                pipeline.broker().bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                topic + "-" + first),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  void begin() {
    producer.beginTransaction();
  }

  /** Sends the next so many readings. */
  TransactionalSender send(int readings) {
    for (int sent = 0; sent < readings; sent++) {
      long number = next++;
      send(
          Math.floorMod(number, partitions),
          Shapes.WEATHER.key(number),
          Shapes.WEATHER.json(number, start, KnownReading.APART));
    }
    producer.flush();
    return this;
  }

  /** Sends what is no reading into each partition. */
  TransactionalSender sendBadRecords() {
    for (int partition = 0; partition < partitions; partition++) {
      send(partition, new byte[0], new byte[0]);
    }
    return this;
  }

  private void send(int partition, byte[] key, byte[] value) {
    // What fails, fails the commit.
    var unused = producer.send(new ProducerRecord<>(topic, partition, key, value));
  }

  void commit() {
    producer.commitTransaction();
  }

  void abort() {
    producer.flush();
    producer.abortTransaction();
  }

  /** The number of the next reading. */
  long next() {
    return next;
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
