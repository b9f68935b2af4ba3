package io.geostream.consumer.tool.deadletters;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.geostream.common.progress.ProgressReport;
import io.geostream.common.progress.Unit;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
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

  /** The topic's name. */
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
      json.writeStringField("to", letter.target().topic());
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
   *
   * @param reports where progress is shown
   */
  IdentitySet read(
      TopicInfo info, Topics topics, LogReader reader, ProgressReport.Factory reports) {
    List<Span> spans = spans(info, topics);
    IdentitySet entries = new IdentitySet();
    try (ProgressReport progress =
        reports.of("reading " + topic, new Unit("records"), Span.total(spans))) {
      for (Span span : spans) {
        reader.read(
            span,
            record -> {
              take(record, entries);
              return true;
            },
            () -> progress.at(entries.size()));
      }
    }
    return entries;
  }

  private List<Span> spans(TopicInfo info, Topics topics) {
    Map<Integer, Long> begins = topics.firstOffsets(topic, info.numbers());
    Map<Integer, Long> ends = topics.readableEndOffsets(topic, info.numbers());
    return info.numbers().stream()
        .map(
            partition ->
                new Span(
                    new TopicPartition(topic, partition),
                    begins.getOrDefault(partition, 0L),
                    ends.getOrDefault(partition, 0L)))
        .toList();
  }

  private void take(ConsumerRecord<byte[], byte[]> record, IdentitySet entries) {
    try {
      entries.add(LetterIdentity.ofKey(record.key() == null ? new byte[0] : record.key()));
    } catch (IOException e) {
      log.debug("no entry: partition {}, offset {}", record.partition(), record.offset(), e);
      tally.countNoEntry(topic);
    }
  }
}
