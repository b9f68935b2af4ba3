package io.geostream.consumer.tool.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.progress.RecordedProgress;
import io.geostream.common.progress.RecordedProgress.Shown;
import io.geostream.consumer.tool.report.ReportSettings.Format;
import io.geostream.stack.testing.SharedStack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tools for dead letters report how many they have read. */
final class LetterToolsProgressIT {

  private static final int LETTERS = 50;
  private static final int A_POLL = 10;

  private final String topic = SharedStack.freshTopic();
  private final String letters = topic + ".dead-letter";
  private final RecordedProgress progress = new RecordedProgress();
  private final StopSignal stop = new StopSignal();
  private final Resources resources = new Resources();
  private LetterClients clients;

  @BeforeEach
  void writeLetters() throws Exception {
    SharedStack.broker().createTopic(topic, 1);
    SharedStack.broker().createTopic(letters, 1);
    try (var producer =
        new KafkaProducer<>(servers(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int offset = 0; offset < LETTERS; offset++) {
        producer.send(letter(offset)).get();
      }
    }
    clients =
        LetterClients.open(
            resources.add(Admin.create(servers())),
            Map.of(
                "bootstrap.servers",
                SharedStack.broker().bootstrapServers(),
                "max.poll.records",
                A_POLL,
                "isolation.level",
                "read_committed"),
            progress,
            stop,
            resources);
  }

  @AfterEach
  void close() {
    resources.close();
  }

  @Test
  void aListDoes() throws Exception {
    PrintWriter out = new PrintWriter(new StringWriter());
    new LetterList(clients, letters, out, Format.JSON)
        .print(LetterFilter.ALL, Long.MAX_VALUE, stop);

    assertRead(letters, "letters");
    assertThat(progress.shown()).last().extracting(Shown::detail).asString().contains("50");
  }

  @Test
  void aReplayDoesOfTheLettersAndOfWhatWasReplayedBefore() throws Exception {
    assertThat(replay()).isTrue();
    assertRead(letters, "letters");

    progress.shown().clear();
    assertThat(replay()).isTrue();
    assertRead(letters, "letters");
    assertThat(shownOf(letters + ".replayed")).isNotEmpty();
  }

  private void assertRead(String from, String unit) {
    assertThat(shownOf(from))
        .hasSizeGreaterThanOrEqualTo(LETTERS / A_POLL - 1)
        .allSatisfy(
            shown -> {
              assertThat(shown.unit()).isEqualTo(unit);
              assertThat(shown.total()).isEqualTo(OptionalLong.of(LETTERS));
            })
        .extracting(Shown::done)
        .isSorted()
        .endsWith((long) LETTERS);
  }

  private List<Shown> shownOf(String from) {
    return progress.shown().stream()
        .filter(shown -> shown.work().equals("reading " + from))
        .toList();
  }

  private boolean replay() throws Exception {
    ReplayRun.Order order =
        new ReplayRun.Order(
            letters,
            LetterFilter.ALL,
            Long.MAX_VALUE,
            new Targets.Wanted(topic, true),
            false,
            A_POLL);
    try (Resources ofRun = new Resources()) {
      return new ReplayRun(clients, order, new Tally(), Clock.systemUTC())
          .run(replayer(), stop, ofRun);
    }
  }

  private ProducerRecord<byte[], byte[]> letter(int offset) {
    return new ProducerRecord<>(
        letters,
        0,
        new byte[] {1},
        new byte[] {2},
        List.of(
            new RecordHeader("x-original-topic", topic.getBytes(UTF_8)),
            new RecordHeader("x-original-partition", "0".getBytes(UTF_8)),
            new RecordHeader("x-original-offset", Integer.toString(offset).getBytes(UTF_8)),
            new RecordHeader("x-original-timestamp", "1700000000000".getBytes(UTF_8)),
            new RecordHeader("x-error-code", "not-json".getBytes(UTF_8))));
  }

  private Map<String, Object> replayer() {
    return Map.of(
        "bootstrap.servers",
        SharedStack.broker().bootstrapServers(),
        "transactional.id",
        letters,
        "key.serializer",
        ByteArraySerializer.class,
        "value.serializer",
        ByteArraySerializer.class);
  }

  private static Map<String, Object> servers() {
    return Map.of("bootstrap.servers", SharedStack.broker().bootstrapServers());
  }
}
