package io.geostream.consumer.tool.deadletters;

import io.geostream.consumer.batch.RecordBytes;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A letter on its way back.
 *
 * @param identity of the original
 * @param topic where it goes
 * @param partition null for the one that its key asks for
 */
record Outgoing(Letter letter, LetterIdentity identity, String topic, @Nullable Integer partition) {

  /**
   * The original as it was, but for its time, which is that of the replay: with the original's, the
   * topic's retention might take it away at once, before anybody has read it.
   */
  ProducerRecord<byte[], byte[]> original() {
    ConsumerRecord<byte[], byte[]> record = letter.record();
    return new ProducerRecord<>(topic, partition, record.key(), record.value(), letter.original());
  }

  /** How much memory it takes, about, in bytes. */
  long size() {
    return RecordBytes.of(letter.record());
  }
}
