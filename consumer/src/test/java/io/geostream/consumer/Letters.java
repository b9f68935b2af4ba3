package io.geostream.consumer;

import static org.awaitility.Awaitility.await;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import io.geostream.consumer.batch.DeadLetter;
import io.geostream.consumer.deadletter.DeadLetterTopic;
import io.geostream.consumer.deadletter.DeadLetters;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.TopicContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Letters of a test, written as the consumer writes them, and what a topic holds. */
final class Letters implements AutoCloseable {

  /** The timestamp of all originals. */
  static final long TIMESTAMP = 1_700_000_000_000L;

  private final KafkaBroker broker;
  private final Admin admin;
  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;

  Letters(KafkaBroker broker) {
    this.broker = broker;
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", 4 << 20);
    this.admin = Admin.create(settings);
    this.topics = new Topics(admin, Duration.ofSeconds(10));
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** The original of a number: its offset; its partition is the number's remainder. */
  static DeadLetter original(
      String topic, int number, int partitions, ErrorCode code, byte[] value, Header... headers) {
    byte[] key = ("key" + number).getBytes(StandardCharsets.UTF_8);
    return new DeadLetter(
        new ConsumerRecord<>(
            topic,
            number % partitions,
            number,
            TIMESTAMP,
            TimestampType.CREATE_TIME,
            key.length,
            value.length,
            key,
            value,
            new RecordHeaders(headers),
            Optional.empty()),
        new BadRecord(code, "number " + number));
  }

  /** Writes letters of these numbers; their value is the number. */
  void write(String topic, IntStream numbers, ErrorCode code) {
    int partitions = info(topic).partitions();
    write(
        topic,
        numbers
            .mapToObj(
                number ->
                    original(
                        topic,
                        number,
                        partitions,
                        code,
                        Integer.toString(number).getBytes(StandardCharsets.UTF_8)))
            .toList());
  }

  void write(String topic, List<DeadLetter> letters) {
    DeadLetterTopic letterTopic = new DeadLetterTopic(topics, topic + ".dead-letter", topic);
    // The consumer tries again, too, until each broker has heard of a topic that was just made.
    await()
        .ignoreExceptionsInstanceOf(RetriableException.class)
        .until(letterTopic::partitions, n -> n > 0);
    new DeadLetters(producer, letterTopic, "some-group", info(topic))
        .send(new ArrayList<>(letters));
  }

  /** Writes a record as it is. */
  void writeRaw(ProducerRecord<byte[], byte[]> record) throws Exception {
    producer.send(record).get();
  }

  /** The topic has to be there. */
  TopicInfo info(String topic) {
    return Optional.ofNullable(topics.describe(topic)).orElseThrow();
  }

  boolean exists(String topic) {
    return topics.describe(topic) != null;
  }

  Admin admin() {
    return admin;
  }

  /** What a reader of committed transactions finds now. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    return TopicContent.committed(broker.bootstrapServers(), topic).records();
  }

  /** The values that a reader of committed transactions finds once none is open. */
  List<String> values(String topic) {
    return TopicContent.settled(broker.bootstrapServers(), topic).records().stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
