package io.geostream.consumer.tool.deadletters;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.tool.log.LogReader;
import io.geostream.consumer.tool.log.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which letters were replayed: a topic with a record for each, keyed by the original's identity.
 * Nothing is ever taken out of it.
 */
final class Ledger {

  private static final Logger log = LoggerFactory.getLogger(Ledger.class);
  private static final String SUFFIX = ".replayed";
  private static final JsonFactory JSON = new JsonFactory();

  private final String topic;
  private final Clock clock;
  private final Tally tally;

  /**
   * @param tally counts what is no entry: anybody may have written it
   */
  Ledger(String topic, Clock clock, Tally tally) {
    this.topic = topic;
    this.clock = clock;
    this.tally = tally;
  }

  /** The ledger's topic for a dead-letter topic. */
  static String topicFor(String deadLetterTopic) {
    return deadLetterTopic + SUFFIX;
  }

  String topic() {
    return topic;
  }

  /** The entry that a letter was sent. */
  ProducerRecord<byte[], byte[]> entry(Outgoing letter) {
    return new ProducerRecord<>(topic, letter.identity().toKey(), value(letter));
  }

  /** For people who look into it: the identity alone counts. */
  private byte[] value(Outgoing letter) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("to", letter.topic());
      json.writeStringField("at", clock.instant().toString());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not refuse to be written to
    }
    return bytes.toByteArray();
  }

  /**
   * Reads all entries of committed transactions. What is open in one is not waited for: once the
   * producer's transactions are initialized there is none.
   */
  IdentitySet read(TopicInfo info, Topics topics, LogReader reader) {
    List<Span> all =
        Span.of(
            topic,
            topics.firstOffsets(topic, info.numbers()),
            topics.readableEndOffsets(topic, info.numbers()));
    IdentitySet entries = new IdentitySet();
    reader.read(topic, all, "records", record -> take(record, entries), () -> "");
    return entries;
  }

  /** Takes an entry, and wants more of them. */
  private boolean take(ConsumerRecord<byte[], byte[]> record, IdentitySet entries) {
    try {
      entries.add(LetterIdentity.ofKey(record.key() == null ? new byte[0] : record.key()));
    } catch (IOException e) {
      log.debug("no entry: partition {}, offset {}", record.partition(), record.offset(), e);
      tally.countNoEntry(topic);
    }
    return true;
  }
}
