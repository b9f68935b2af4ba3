package io.geostream.consumer.letters;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A letter on its way back.
 *
 * @param identity of the original
 */
record Outgoing(Letter letter, LetterIdentity identity, Target.Known target) {

  private static final long HEADERS_ABOUT = 500;

  /**
   * The original as it was, its timestamp included: the consumer holds a reading's own time against
   * its record's timestamp. With the time of the replay, a reading that was in time when it was
   * sent would be too old for having waited among the letters.
   */
  ProducerRecord<byte[], byte[]> original() {
    ConsumerRecord<byte[], byte[]> record = letter.record();
    return new ProducerRecord<>(
        target.topic(),
        target.partition(),
        letter.timestamp(),
        record.key(),
        record.value(),
        letter.original());
  }

  /** How much memory it takes, about, in bytes. */
  long size() {
    ConsumerRecord<byte[], byte[]> record = letter.record();
    return HEADERS_ABOUT
        + Math.max(0, record.serializedKeySize())
        + Math.max(0, record.serializedValueSize());
  }
}
