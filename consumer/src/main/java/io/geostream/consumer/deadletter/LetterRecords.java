package io.geostream.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.geostream.consumer.batch.DeadLetter;
import io.geostream.consumer.batch.RecordBytes;
import io.geostream.consumer.kafka.TopicInfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Writes letters as records: the original's key, value and headers, and ours after these. */
final class LetterRecords {

  /** How many bytes of the key, of the value and of the headers a cut letter keeps at most. */
  static final int KEPT = 8 * 1024;

  /** The most that a cut letter has, with our own headers. */
  static final int LARGEST_CUT = 32 * 1024;

  private static final byte[] EMPTY = {};

  private final String topic;
  private final String group;
  private final TopicInfo origin;

  /**
   * @param topic of the letters
   * @param group the consumer group that could not use the records
   * @param origin the topic that the records come from
   */
  LetterRecords(String topic, String group, TopicInfo origin) {
    this.topic = topic;
    this.group = group;
    this.origin = origin;
  }

  /** The letter with all of the original, byte for byte. */
  ProducerRecord<byte[], byte[]> whole(DeadLetter letter, int partitions) {
    ConsumerRecord<byte[], byte[]> original = letter.record();
    Headers headers = new RecordHeaders(original.headers().toArray());
    addOurs(headers, letter);
    return new ProducerRecord<>(
        topic, original.partition() % partitions, original.key(), original.value(), headers);
  }

  /**
   * The letter with the first bytes of the original's key and value, and with the first of its
   * headers.
   */
  ProducerRecord<byte[], byte[]> cut(DeadLetter letter, int partitions) {
    ConsumerRecord<byte[], byte[]> original = letter.record();
    byte[] value = original.value() == null ? EMPTY : original.value();
    Headers headers = firstOf(original.headers());
    addOurs(headers, letter);
    add(headers, LetterHeader.ORIGINAL_SIZE, Integer.toString(value.length));
    add(headers, LetterHeader.ORIGINAL_SHA256, sha256(value));
    add(headers, LetterHeader.CUT, "true");
    return new ProducerRecord<>(
        topic,
        original.partition() % partitions,
        firstOf(original.key()),
        firstOf(original.value()),
        headers);
  }

  private void addOurs(Headers headers, DeadLetter letter) {
    ConsumerRecord<byte[], byte[]> original = letter.record();
    add(headers, LetterHeader.TOPIC, original.topic());
    add(headers, LetterHeader.PARTITION, Integer.toString(original.partition()));
    add(headers, LetterHeader.OFFSET, Long.toString(original.offset()));
    add(headers, LetterHeader.TIMESTAMP, Long.toString(original.timestamp()));
    add(headers, LetterHeader.GROUP, group);
    add(headers, LetterHeader.CODE, letter.reason().code().word());
    add(headers, LetterHeader.MESSAGE, letter.reason().message());
    add(headers, LetterHeader.CLUSTER_ID, origin.clusterId());
    add(headers, LetterHeader.TOPIC_ID, origin.id().toString());
  }

  private static void add(Headers headers, LetterHeader header, String value) {
    headers.add(header.headerName(), value.getBytes(UTF_8));
  }

  private static byte @Nullable [] firstOf(byte @Nullable [] bytes) {
    return bytes == null || bytes.length <= KEPT ? bytes : Arrays.copyOf(bytes, KEPT);
  }

  private static Headers firstOf(Headers all) {
    Headers first = new RecordHeaders();
    long left = KEPT;
    for (Header header : all) {
      left -= RecordBytes.of(header);
      if (left < 0) {
        break;
      }
      first.add(header);
    }
    return first;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each JVM has SHA-256", e);
    }
  }
}
