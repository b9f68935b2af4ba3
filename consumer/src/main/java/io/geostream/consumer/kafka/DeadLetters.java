package io.geostream.consumer.kafka;

import io.geostream.consumer.batch.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Sends bad records to the dead-letter topic: key, value and headers as they were, byte for byte,
 * with headers that tell where they came from and what is wrong. Safe to use from any thread.
 */
public final class DeadLetters {

  /** All are answered once the flush returns: the producer's own time-out has spoken by then. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Producer<byte[], byte[]> producer;
  private final DeadLetterTopic topic;
  private final String group;
  private final TopicInfo origin;

  /**
   * @param group the consumer group that could not use the records
   * @param origin the topic that the records come from
   */
  public DeadLetters(
      Producer<byte[], byte[]> producer, DeadLetterTopic topic, String group, TopicInfo origin) {
    this.producer = producer;
    this.topic = topic;
    this.group = group;
    this.origin = origin;
  }

  /**
   * Sends the letters and waits until all of them are acknowledged.
   *
   * @throws KafkaException if one is not; some of the others may be in the topic nevertheless
   */
  public void send(List<DeadLetter> letters) {
    if (letters.isEmpty()) {
      return;
    }
    try {
      sendAll(letters, topic.partitions());
    } catch (RecordTooLargeException e) {
      throw new LetterTooLargeException(topic.name(), e);
    } catch (KafkaException e) {
      topic.forget(); // perhaps it is not what it was
      throw e;
    }
  }

  private void sendAll(List<DeadLetter> letters, int partitions) {
    List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(letters.size());
    for (DeadLetter letter : letters) {
      Future<RecordMetadata> acknowledgement = producer.send(toRecord(letter, partitions));
      if (acknowledgement
          .isDone()) { // a broker that is away: not to be waited for with each letter anew
        Answers.await(acknowledgement, PATIENCE);
      }
      acknowledgements.add(acknowledgement);
    }
    producer.flush();
    acknowledgements.forEach(acknowledgement -> Answers.await(acknowledgement, PATIENCE));
  }

  private ProducerRecord<byte[], byte[]> toRecord(DeadLetter letter, int partitions) {
    ConsumerRecord<byte[], byte[]> original = letter.record();
    Headers headers = new RecordHeaders(original.headers().toArray());
    add(headers, LetterHeader.TOPIC, original.topic());
    add(headers, LetterHeader.PARTITION, Integer.toString(original.partition()));
    add(headers, LetterHeader.OFFSET, Long.toString(original.offset()));
    add(headers, LetterHeader.TIMESTAMP, Long.toString(original.timestamp()));
    add(headers, LetterHeader.GROUP, group);
    add(headers, LetterHeader.CODE, letter.reason().code().word());
    add(headers, LetterHeader.MESSAGE, letter.reason().message());
    add(headers, LetterHeader.CLUSTER_ID, origin.clusterId());
    add(headers, LetterHeader.TOPIC_ID, origin.id().toString());
    return new ProducerRecord<>(
        topic.name(), original.partition() % partitions, original.key(), original.value(), headers);
  }

  private static void add(Headers headers, LetterHeader header, String value) {
    headers.add(header.headerName(), value.getBytes(StandardCharsets.UTF_8));
  }
}
