package io.geostream.e2e.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.TopicContent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Each bad record of the known set is in the dead-letter topic at least once, and again at most
 * once for each fault, byte for byte and with what says where it came from; nothing else is there.
 */
final class EachBadRecordADeadLetter {

  private final Pipeline pipeline;
  private final Tally.Line tally;

  EachBadRecordADeadLetter(Pipeline pipeline, Tally.Line tally) {
    this.pipeline = pipeline;
    this.tally = tally;
  }

  /** To be asked once all readings around the bad records are in the table. */
  void holds(KnownSet sent) {
    look(sent);
    tally.lettersFound(sent.start(), sent.badRecords().size());
    pipeline.finalLooks().put(EachBadRecordADeadLetter.class, () -> look(sent));
  }

  private void look(KnownSet sent) {
    SortedMap<String, String> expected = new TreeMap<>();
    Map<String, String> messages = new HashMap<>();
    for (KnownSet.Sent bad : sent.badRecords()) {
      String origin = bad.partition() + "@" + bad.offset();
      expected.put(origin, expected(bad));
      messages.put(origin, bad.record().message());
    }
    SortedMap<String, String> found = new TreeMap<>();
    Map<String, Integer> times = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> letter : letters()) {
      Headers headers = letter.headers();
      String origin =
          text(headers, "x-original-partition") + "@" + text(headers, "x-original-offset");
      times.merge(origin, 1, Integer::sum);
      String before = found.put(origin, found(letter));
      assertThat(before == null || before.equals(found.get(origin)))
          .as("a letter that is there twice is the same twice: %s", found(letter))
          .isTrue();
      assertThat(text(headers, "x-error-message"))
          .as("x-error-message")
          .isNotBlank()
          .contains(messages.getOrDefault(origin, ""));
    }
    assertThat(found)
        .as("dead letters, by partition and offset of the original")
        .isEqualTo(expected);
    assertThat(times.values())
        .as("how often each letter is there, after %d faults", tally.faults())
        .allMatch(number -> number <= 1 + tally.faults());
  }

  private String expected(KnownSet.Sent bad) {
    BadRecord record = bad.record();
    return String.format(
        Locale.ROOT,
        "key %s value %s headers %s topic %s timestamp %d group %s code %s",
        hex(record.key() == null ? null : record.key().get()),
        hex(record.value() == null ? null : record.value().get()),
        hex(record.headers().toArray(Header[]::new)),
        pipeline.topic(),
        bad.timestamp(),
        pipeline.topic(), // the name of the group, too
        record.code());
  }

  private static String found(ConsumerRecord<byte[], byte[]> letter) {
    Headers headers = letter.headers();
    return "key %s value %s headers %s topic %s timestamp %s group %s code %s"
        .formatted(
            hex(letter.key()),
            hex(letter.value()),
            hex(
                Arrays.stream(headers.toArray())
                    .filter(header -> !header.key().startsWith("x-"))
                    .toArray(Header[]::new)),
            text(headers, "x-original-topic"),
            text(headers, "x-original-timestamp"),
            text(headers, "x-consumer-group"),
            text(headers, "x-error-code"));
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? "none" : new String(header.value(), UTF_8);
  }

  private static String hex(Header[] headers) {
    return Arrays.stream(headers)
        .map(header -> header.key() + "=" + hex(header.value()))
        .collect(Collectors.joining(","));
  }

  private static String hex(byte @Nullable [] bytes) {
    return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
  }

  private List<ConsumerRecord<byte[], byte[]>> letters() {
    return TopicContent.of(pipeline.broker().bootstrapServers(), pipeline.topic() + ".dead-letter")
        .records();
  }
}
