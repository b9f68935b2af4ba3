package io.geostream.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.geostream.common.reading.ErrorCode;
import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters are listed as asked for, and replayed once each, whatever happens to the replay. */
final class DeadLetterToolsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MANY = 6_000;

  /** It takes 7 s on a quiet machine. */
  private static final Duration BROKER_AWAY = Duration.ofSeconds(30);

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final KafkaBroker broker = SharedStack.broker();
  private final String topic = SharedStack.freshTopic();
  private final String deadLetters = topic + ".dead-letter";
  private Letters letters;

  @BeforeEach
  void makeTheTopic() {
    broker.createTopic(topic, 3);
    letters = new Letters(broker);
  }

  @AfterEach
  void close() {
    letters.close();
  }

  @Test
  void listsWhatTheFiltersAskFor() throws Exception {
    letters.write(topic, IntStream.range(0, 6), ErrorCode.TOO_OLD);
    Instant between = lastWritten().plusMillis(1);
    await().until(() -> Instant.now().isAfter(between));
    byte[] notText = {(byte) 0xff, 0, 1};
    letters.write(topic, List.of(Letters.original(topic, 7, 3, ErrorCode.NOT_JSON, notText)));
    letters.write(topic, IntStream.range(8, 10), ErrorCode.TOO_OLD);
    letters.writeRaw(new ProducerRecord<>(deadLetters, 0, null, "stray".getBytes(UTF_8)));

    assertThat(list()).hasSize(10);
    assertThat(list("--since", between.toString())).hasSize(4);
    assertThat(list("--until", between.toString(), "--partition", "1", "--partition", "2"))
        .extracting(letter -> letter.get("offset").asInt())
        .containsExactlyInAnyOrder(1, 2, 4, 5);
    assertThat(list("--code", "too-old", "--original-topic", topic, "--limit", "7")).hasSize(7);
    assertThat(list("--code", "not-json"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.get("value").isNull()).isTrue();
              assertThat(letter.get("value_base64").binaryValue()).isEqualTo(notText);
              assertThat(letter.get("key").asText()).isEqualTo("key7");
              assertThat(letter.get("partition").asInt()).isEqualTo(1);
              assertThat(letter.get("error_message").asText()).isEqualTo("number 7");
              assertThat(letter.get("group").asText()).isEqualTo("some-group");
              assertThat(letter.get("topic_id").asText())
                  .isEqualTo(letters.info(topic).id().toString());
              assertThat(letter.get("original_timestamp").asText())
                  .isEqualTo(Instant.ofEpochMilli(Letters.TIMESTAMP).toString());
            });
    try (var table = tool("list", "--limit", "2").succeeds()) {
      assertThat(table.out().lines()).hasSize(3).first().asString().startsWith("time ");
    }
  }

  @Test
  void aReadingThatWasTooOldIsInTheTableOnceAfterItsReplay() throws Exception {
    try (var database = SharedStack.freshDatabase()) {
      Pipeline pipeline = new Pipeline(broker, database, topic);
      pipeline.sendReadings(0, 100);
      String old = Instant.now().minus(Duration.ofDays(40)).toString();
      pipeline.send(
          IntStream.range(100, 110),
          number ->
              String.format(
                      Locale.ROOT,
                      "{\"timestamp\":\"%s\",\"location_id\":\"old_%d\",\"humidity\":50}",
                      old,
                      number)
                  .getBytes(UTF_8));
      drain(pipeline);
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(100));

      replay("--code", "too-old");
      replay();
      drain(pipeline, "--max-age", "0");

      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(110));
      assertThat(letters.read(deadLetters)).hasSize(10);
    }
  }

  @Test
  void eachLetterIsReplayedOnceAsItsOriginalWas() throws Exception {
    long begin = System.currentTimeMillis();
    Header own = new RecordHeader("x-error-code", "the sender's".getBytes(UTF_8));
    Header trace = new RecordHeader("trace", new byte[] {1, (byte) 0xfe});
    byte[] value = "0".getBytes(UTF_8);
    letters.write(
        topic, List.of(Letters.original(topic, 0, 3, ErrorCode.TOO_OLD, value, own, trace)));
    letters.write(topic, IntStream.range(1, 100), ErrorCode.TOO_OLD);
    letters.write(topic, IntStream.range(0, 50), ErrorCode.TOO_OLD);

    try (var rehearsal = tool("replay", "--dry-run", "--format", "json").succeeds()) {
      assertThat(outcomes(rehearsal)).containsExactly("would be replayed 100", "there twice 50");
      assertThat(letters.exists(deadLetters + ".replayed")).isFalse();
      assertThat(letters.read(topic)).isEmpty();
    }
    replay("--limit", "60");
    assertThat(letters.values(topic)).hasSize(60);
    try (var rest = replay("--format", "json")) {
      assertThat(outcomes(rest))
          .containsExactly("replayed 40", "replayed before 94", "there twice 16");
    }
    replay();

    assertThat(letters.values(topic)).containsExactlyInAnyOrderElementsOf(Letters.numbers(100));
    List<ConsumerRecord<byte[], byte[]>> replayed = letters.read(topic);
    assertThat(replayed)
        .allSatisfy(
            record -> {
              int number = Integer.parseInt(new String(record.value(), UTF_8));
              assertThat(record.key()).asString().isEqualTo("key" + number);
              assertThat(record.partition()).isEqualTo(number % 3);
              assertThat(record.timestamp())
                  .as("of the replay: with the original's, retention might take it at once")
                  .isGreaterThanOrEqualTo(begin);
              assertThat(record.headers().toArray())
                  .isEqualTo(number == 0 ? new Header[] {own, trace} : new Header[0]);
            });
  }

  @Test
  void aReplayThatIsKilledInMidRunIsFinishedByTheNextWithoutADouble() throws Exception {
    letters.write(topic, IntStream.range(0, MANY), ErrorCode.TOO_OLD);
    try (var killed = tool("replay", "--transaction-letters", "5")) {
      awaitReplayed(killed, 200);
      killed.process().kill();
    }
    assertThat(letters.read(topic)).as("killed in mid-run").hasSizeBetween(200, MANY - 200);
    try (var stopped = tool("replay", "--transaction-letters", "5")) {
      awaitReplayed(stopped, letters.read(topic).size() + 200);
      stopped.process().terminate();
      stopped.ends(143);
    }
    assertThat(letters.read(topic)).as("stopped in mid-run").hasSizeBetween(400, MANY - 200);

    replay();

    assertThat(letters.values(topic)).containsExactlyInAnyOrderElementsOf(Letters.numbers(MANY));
  }

  @Test
  void aReplayThatSleptWhileAnotherOneWorkedSendsNothingMore() throws Exception {
    letters.write(topic, IntStream.range(0, MANY), ErrorCode.TOO_OLD);
    try (var sleeper = tool("replay", "--transaction-letters", "5")) {
      awaitReplayed(sleeper, 200);
      sleeper.process().freeze();

      try (var other = replay("--format", "json")) {
        assertThat(json(other))
            .extracting(row -> row.get("outcome").asText())
            .containsExactly("replayed", "replayed before");
      }
      assertThat(letters.values(topic)).containsExactlyInAnyOrderElementsOf(Letters.numbers(MANY));
      sleeper.process().thaw();

      assertThat(error(sleeper))
          .as("another replay of these letters, or brokers that do not answer")
          .containsAnyOf(deadLetters, broker.bootstrapServers());
    }
    assertThat(letters.values(topic)).containsExactlyInAnyOrderElementsOf(Letters.numbers(MANY));
  }

  @Test
  void lettersThatCannotGoAreToldAndTheOthersGo() throws Exception {
    String small = topic + "-small";
    letters
        .admin()
        .createTopics(
            List.of(
                new NewTopic(small, 1, (short) 1).configs(Map.of("max.message.bytes", "20000"))))
        .all()
        .get();
    byte[] large = new byte[30_000];
    new Random(1).nextBytes(large);
    letters.write(topic, IntStream.range(0, 10), ErrorCode.TOO_OLD);
    letters.write(topic, List.of(Letters.original(topic, 10, 3, ErrorCode.TOO_LARGE, large)));
    letters.write(topic, IntStream.range(11, 20), ErrorCode.TOO_OLD);
    letters.writeRaw(foreign("another-cluster", topic));
    letters.writeRaw(foreign("", topic + "-gone"));
    letters.writeRaw(new ProducerRecord<>(deadLetters, 0, null, "stray".getBytes(UTF_8)));

    try (var own = tool("replay", "--dry-run", "--format", "json")) {
      assertThat(error(own)).contains("--to").containsPattern("\\b3 letters\\b");
      assertThat(json(own))
          .extracting(row -> row.get("error_code").asText(), DeadLetterToolsIT::count)
          .as("without an error code: of another cluster, of a topic that is gone, no letter")
          .containsExactlyInAnyOrder(
              tuple("too-old", topic + " 19"),
              tuple("too-large", topic + " 1"),
              tuple("null", topic + " 1"),
              tuple("null", topic + "-gone 1"),
              tuple("null", "null 1"));
    }
    try (var elsewhere = tool("replay", "--to", small, "--format", "json")) {
      assertThat(error(elsewhere)).containsPattern("\\b2 letters\\b");
      assertThat(outcomes(elsewhere)).contains("replayed 2", "replayed 19");
      assertThat(json(elsewhere))
          .extracting(row -> row.get("error_code").asText(), DeadLetterToolsIT::count)
          .as("refused, no letter")
          .contains(tuple("too-large", small + " 1"), tuple("null", "null 1"));
      assertThat(elsewhere.err().lines())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains(small)
                      .containsPattern("partition\\W+1\\W+offset\\W+10\\b"));
    }
    assertThat(letters.values(small))
        .hasSize(21)
        .doesNotHaveDuplicates()
        .contains("0", "9", "11", "19", "foreign another-cluster", "foreign ");
    try (var own = tool("replay", "--code", "too-large", "--format", "json").succeeds()) {
      assertThat(outcomes(own)).contains("replayed 1");
    }
    assertThat(letters.values(topic)).hasSize(1);
    assertThat(letters.read(topic))
        .singleElement()
        .satisfies(record -> assertThat(record.value()).isEqualTo(large));
    try (var nowhere = tool("replay", "--to", topic + "-gone")) {
      assertThat(nowhere.fails()).contains("--to", topic + "-gone");
    }
  }

  @Test
  void aLetterDoesNotChooseTheTopicThatIsWrittenTo() throws Exception {
    String other = topic + "-other";
    broker.createTopic(other, 1);
    letters.write(topic, IntStream.range(0, 3), ErrorCode.TOO_OLD);
    replay("--limit", "1");
    String ledger = deadLetters + ".replayed";
    long entries = broker.records(ledger);
    for (String named : List.of(other, deadLetters, ledger)) {
      letters.writeRaw(foreign("", named));
    }

    try (var replay = tool("replay", "--format", "json")) {
      assertThat(error(replay)).containsPattern("\\b3 letters\\b").contains("--to");
      assertThat(outcomes(replay)).contains("replayed 2", "replayed before 1");
    }

    assertThat(letters.read(topic)).hasSize(3);
    assertThat(letters.read(other)).isEmpty();
    assertThat(letters.read(deadLetters)).hasSize(6);
    assertThat(letters.read(ledger)).hasSize(3);
    assertThat(entries).isPositive();
    try (var elsewhere = tool("replay", "--to", other, "--original-topic", other).succeeds()) {
      assertThat(letters.values(other)).containsExactly("foreign ");
      assertThat(elsewhere.err()).isNotBlank();
    }
    for (String kept : List.of(deadLetters, ledger)) {
      try (var refused = tool("replay", "--to", kept)) {
        assertThat(refused.ends(2).err()).contains("--to", kept);
      }
    }
  }

  @Test
  void foreignRecordsInTheLedgerAreSkippedAndCounted() throws Exception {
    letters.write(topic, IntStream.range(0, 3), ErrorCode.TOO_OLD);
    replay("--limit", "1");
    String ledger = deadLetters + ".replayed";
    for (String key : List.of("x", "[\"\",\"\",\"t\",0,-1]", "[\"\",\"\",\"t\",0,1] x")) {
      letters.writeRaw(new ProducerRecord<>(ledger, 0, key.getBytes(UTF_8), null));
    }

    try (var replay = replay("--format", "json")) {
      assertThat(json(replay))
          .anySatisfy(
              row -> {
                assertThat(row.get("outcome").asText()).contains("ledger");
                assertThat(count(row)).isEqualTo(ledger + " 3");
              });
    }
    assertThat(letters.values(topic)).containsExactlyInAnyOrderElementsOf(Letters.numbers(3));
  }

  @Test
  void aCutLetterIsListedAsSuchAndNotReplayed() throws Exception {
    byte[] large = new byte[5_000_000]; // more than the producer of this test sends
    letters.write(topic, List.of(Letters.original(topic, 0, 3, ErrorCode.TOO_LARGE, large)));
    letters.write(topic, IntStream.range(1, 3), ErrorCode.TOO_OLD);

    assertThat(list("--code", "too-large"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.get("cut").asBoolean()).isTrue();
              assertThat(letter.get("original_size").asInt()).isEqualTo(large.length);
              assertThat(letter.get("original_sha256").asText()).hasSize(64);
            });
    try (var table = tool("list").succeeds()) {
      assertThat(table.out().lines().filter(line -> line.contains(" cut "))).hasSize(2);
    }
    try (var replay = tool("replay", "--format", "json")) {
      assertThat(error(replay)).containsPattern("\\b1 letters\\b").contains("cut");
      assertThat(outcomes(replay)).contains("replayed 2");
    }
    assertThat(letters.values(topic)).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void whatLettersSayDoesNotReachTheTerminalAsCommands() throws Exception {
    Header message = new RecordHeader("x-error-message", "\u009b31m\u202e\u2028".getBytes(UTF_8));
    Header name = new RecordHeader("x-original-topic", topic.getBytes(UTF_8));
    letters.write(topic, IntStream.range(0, 1), ErrorCode.TOO_OLD);
    letters.writeRaw(
        new ProducerRecord<>(
            deadLetters,
            0,
            null,
            "\u009b2J\u0007".getBytes(UTF_8),
            "\u009d0;x\u009c".getBytes(UTF_8),
            List.of(name, message)));

    for (String format : List.of("table", "json")) {
      try (var tool = tool("list", "--format", format).succeeds()) {
        assertThat(tool.out()).doesNotContainPattern("[\u0000-\u0009\u0080-\u009f\u202e\u2028]");
      }
    }
    assertThat(list("--original-topic", topic))
        .anySatisfy(
            letter ->
                assertThat(letter.get("error_message").asText())
                    .isEqualTo("\u009b31m\u202e\u2028"));
  }

  @Test
  void aBrokerThatIsAwayIsOneLineAndATopicThatIsNotThereHasNoLetters() throws Exception {
    String unreachable = "127.0.0.1:1";
    for (String which : List.of("list", "replay")) {
      try (var tool = ConsumerJar.letters(which, unreachable, topic, folder)) {
        assertThat(tool.process().waitFor(BROKER_AWAY)).as(which).isTrue();
        assertThat(tool.fails()).contains(unreachable);
      }
      try (var tool = tool(which).succeeds()) {
        assertThat(tool.out()).isEmpty();
        assertThat(tool.err().lines()).singleElement().asString().contains(deadLetters);
      }
    }
  }

  private Program tool(String which, String... more) {
    return ConsumerJar.letters(which, broker, topic, folder, more);
  }

  /** Waits until more than so many letters are sent again, by a replay that still runs then. */
  private void awaitReplayed(Program replay, int number) {
    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              assertThat(replay.process().isAlive()).as(replay.err()).isTrue();
              return letters.read(topic).size() > number;
            });
  }

  private Program replay(String... more) throws Exception {
    return tool("replay", more).succeeds();
  }

  private List<JsonNode> list(String... filters) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--format", "json"));
    arguments.addAll(Arrays.asList(filters));
    try (var tool = tool("list", arguments.toArray(String[]::new)).succeeds()) {
      return json(tool);
    }
  }

  private static List<JsonNode> json(Program tool) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : tool.out().lines().toList()) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  /** What became of how many letters. */
  private static List<String> outcomes(Program tool) throws Exception {
    return json(tool).stream()
        .map(row -> row.get("outcome").asText() + " " + row.get("letters"))
        .toList();
  }

  /** The topic and the number of letters in a row. */
  private static String count(JsonNode row) {
    return row.get("topic").asText() + " " + row.get("letters");
  }

  /** Waits for its end after a fault: it is named in the last line on stderr. */
  private static String error(Program tool) {
    return tool.ends(1).err().lines().reduce("", (before, line) -> line);
  }

  private Instant lastWritten() {
    return letters.read(deadLetters).stream()
        .mapToLong(ConsumerRecord::timestamp)
        .mapToObj(Instant::ofEpochMilli)
        .max(Instant::compareTo)
        .orElseThrow();
  }

  /** A letter as version 0.1.0 wrote it, or one that says its cluster. */
  private ProducerRecord<byte[], byte[]> foreign(String clusterId, String originalTopic) {
    List<Header> headers = new ArrayList<>();
    headers.add(new RecordHeader("x-original-topic", originalTopic.getBytes(UTF_8)));
    headers.add(new RecordHeader("x-original-partition", "0".getBytes(UTF_8)));
    headers.add(new RecordHeader("x-original-offset", "1000".getBytes(UTF_8)));
    if (!clusterId.isEmpty()) {
      headers.add(new RecordHeader("x-original-cluster-id", clusterId.getBytes(UTF_8)));
    }
    return new ProducerRecord<>(
        deadLetters, 0, null, null, ("foreign " + clusterId).getBytes(UTF_8), headers);
  }

  private void drain(Pipeline pipeline, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--drain"));
    arguments.addAll(Arrays.asList(more));
    try (var consumer =
        ConsumerJar.start(
            "drain",
            new Pipeline(broker, pipeline.database(), topic),
            folder,
            arguments.toArray(String[]::new))) {
      consumer.succeeds();
    }
  }
}
