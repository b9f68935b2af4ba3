package io.geostream.demo.actions;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends bad records into the topic of the readings. Safe to use from any thread. */
public final class BadRecordSender {

  private static final int OF_EACH_KIND = 3;
  private static final String ANSWER_MILLIS = "3000";
  private static final String PATIENCE_MILLIS = "5000";
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private final String bootstrapServers;
  private final String topic;
  private long acknowledged;
  private long unanswered;

  /**
   * @param bootstrapServers the brokers
   * @param topic the topic of the readings
   */
  public BadRecordSender(String bootstrapServers, String topic) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
  }

  /**
   * How many there were.
   *
   * @param acknowledged those that Kafka has
   * @param unanswered those that Kafka may have
   */
  public record Sent(long acknowledged, long unanswered) {}

  /** All that were sent so far. */
  public synchronized Sent total() {
    return new Sent(acknowledged, unanswered);
  }

  /** Sends a few of each kind and waits for the answers, some seconds at most. */
  public synchronized Sent send(Instant now) {
    // A client for each time: none is left that would complain when the broker stops at the end.
    List<Future<RecordMetadata>> answers = new ArrayList<>();
    try (Producer<byte[], byte[]> producer = producer()) {
      boolean isHeard = true;
      for (BadRecord bad : someOfEachKind(now)) {
        if (isHeard) {
          long start = System.nanoTime();
          answers.add(producer.send(record(bad)));
          // Without a broker each record would wait again, and the end of the run for all of them.
          isHeard = System.nanoTime() - start < PATIENCE_NANOS;
        }
      }
    }
    Sent sent = counted(answers);
    acknowledged += sent.acknowledged();
    unanswered += sent.unanswered();
    return sent;
  }

  private static List<BadRecord> someOfEachKind(Instant now) {
    return Stream.generate(() -> BadRecord.ofEachKind(now))
        .limit(OF_EACH_KIND)
        .flatMap(List::stream)
        .toList();
  }

  // A tombstone's value is null: Kafka's API knows no other way to say it.
  @SuppressWarnings("NullAway")
  private ProducerRecord<byte[], byte[]> record(BadRecord bad) {
    return new ProducerRecord<>(
        topic, bad.key().getBytes(StandardCharsets.UTF_8), bad.bytes().orElse(null));
  }

  private static Sent counted(List<Future<RecordMetadata>> answers) {
    long good = 0;
    long unknown = 0;
    for (Future<RecordMetadata> answer : answers) {
      try {
        answer.get();
        good++;
      } catch (ExecutionException timedOut) {
        unknown++; // the record may be there or not, which the check at the end takes in
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KafkaException("interrupted while sending bad records", e);
      }
    }
    return new Sent(good, unknown);
  }

  private Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            PATIENCE_MILLIS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            ANSWER_MILLIS,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            PATIENCE_MILLIS),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
