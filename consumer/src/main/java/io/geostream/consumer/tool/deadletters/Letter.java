package io.geostream.consumer.tool.deadletters;

import io.geostream.consumer.deadletter.LetterHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of the dead-letter topic, its headers in two groups: ours, and the original's. Any
 * record can be one, for anybody can write into the topic; what its headers do not say is null.
 *
 * @param record as it was read
 * @param ours what our headers say
 * @param original the original's own headers, in their order
 */
record Letter(
    ConsumerRecord<byte[], byte[]> record, Map<LetterHeader, String> ours, List<Header> original) {

  /**
   * Separates the headers. Ours come after the original's, which may have had some of the same
   * names, as a letter that was sent again by hand has. So ours begin with the last header that
   * names a topic, and of each name the last one counts.
   */
  static Letter of(ConsumerRecord<byte[], byte[]> record) {
    Header[] headers = record.headers().toArray();
    Map<LetterHeader, Integer> places = places(headers);
    Map<LetterHeader, String> ours = new EnumMap<>(LetterHeader.class);
    List<Header> original = new ArrayList<>();
    for (int i = 0; i < headers.length; i++) {
      LetterHeader name = LetterHeader.of(headers[i].key());
      if (name == null || !Integer.valueOf(i).equals(places.get(name))) {
        original.add(headers[i]);
      } else if (headers[i].value() != null) {
        ours.put(name, new String(headers[i].value(), StandardCharsets.UTF_8));
      }
    }
    return new Letter(record, ours, original);
  }

  /** Where each of our headers is. */
  private static Map<LetterHeader, Integer> places(Header[] headers) {
    Map<LetterHeader, Integer> places = new EnumMap<>(LetterHeader.class);
    for (int i = 0; i < headers.length; i++) {
      LetterHeader name = LetterHeader.of(headers[i].key());
      if (name == LetterHeader.TOPIC) {
        places.clear();
      }
      if (name != null) {
        places.put(name, i);
      }
    }
    return places;
  }

  Instant written() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  /** What one of our headers says. */
  @Nullable String text(LetterHeader header) {
    return ours.get(header);
  }

  /** The original's partition. */
  @Nullable Integer partition() {
    Long number = number(LetterHeader.PARTITION);
    return number == null || number > Integer.MAX_VALUE ? null : number.intValue();
  }

  /** The original's offset. */
  @Nullable Long offset() {
    return number(LetterHeader.OFFSET);
  }

  /** Whether it holds only a part of the original. */
  boolean isCut() {
    return ours.containsKey(LetterHeader.CUT);
  }

  /** What identifies the original, or null if the headers do not say it. */
  @Nullable LetterIdentity identity() {
    String topic = text(LetterHeader.TOPIC);
    Integer partition = partition();
    Long offset = offset();
    return topic == null || partition == null || offset == null
        ? null
        : new LetterIdentity(
            ours.getOrDefault(LetterHeader.CLUSTER_ID, ""),
            ours.getOrDefault(LetterHeader.TOPIC_ID, ""),
            topic,
            partition,
            offset);
  }

  /** What one of our headers says, if it is a number that can be. */
  @Nullable Long number(LetterHeader header) {
    String text = text(header);
    try {
      long number = text == null ? -1 : Long.parseLong(text);
      return number < 0 ? null : number;
    } catch (NumberFormatException e) {
      return null; // not a letter of ours: the header's meaning is not known
    }
  }
}
