package io.geostream.consumer.tool.deadletters;

import io.geostream.consumer.batch.RecordBytes;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A letter on its way back.
 *
 * @param identity of the original
 */
record Outgoing(Letter letter, LetterIdentity identity, Target.Known target) {

  /**
   * The original as it was, but for its time, which is that of the replay: with the original's, the
   * topic's retention might take it away at once, before anybody has read it.
   */
  ProducerRecord<byte[], byte[]> original() {
    ConsumerRecord<byte[], byte[]> record = letter.record();
    return new ProducerRecord<>(
        target.topic(), target.partition(), record.key(), record.value(), letter.original());
  }

  /** How much memory it takes, about, in bytes. */
  long size() {
    return RecordBytes.of(letter.record());
  }
}
