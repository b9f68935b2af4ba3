package io.geostream.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.common.decode.ErrorCode;
import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** Letters are replayed once each, whatever happens to the replay. */
final class DeadLettersReplayIT extends LetterScene {

  private static final int MANY = 6_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

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

    try (var rehearsal = tools.tool("replay", "--dry-run", "--format", "json").succeeds()) {
      assertThat(LetterTools.outcomes(rehearsal))
          .containsExactly("would be replayed 100", "there twice 50");
      assertThat(letters.exists(deadLetters + ".replayed")).isFalse();
      assertThat(letters.read(topic)).isEmpty();
    }
    tools.replay("--limit", "60");
    assertThat(letters.values(topic)).hasSize(60);
    try (var rest = tools.replay("--format", "json")) {
      assertThat(LetterTools.outcomes(rest))
          .containsExactly("replayed 40", "replayed before 94", "there twice 16");
    }
    tools.replay();

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

      tools.replay("--code", "too-old");
      tools.replay();
      drain(pipeline, "--max-age", "0");

      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(110));
      assertThat(letters.read(deadLetters)).hasSize(10);
    }
  }

  @Test
  void aReplayThatIsKilledInMidRunIsFinishedByTheNextWithoutADouble() throws Exception {
    letters.write(topic, IntStream.range(0, MANY), ErrorCode.TOO_OLD);
    try (var killed = tools.tool("replay", "--transaction-letters", "5")) {
      awaitReplayed(killed, 200);
      killed.process().kill();
    }
    assertThat(letters.read(topic)).as("killed in mid-run").hasSizeBetween(200, MANY - 200);
    try (var stopped = tools.tool("replay", "--transaction-letters", "5")) {
      awaitReplayed(stopped, letters.read(topic).size() + 200);
      stopped.process().terminate();
      stopped.ends(143);
    }
    assertThat(letters.read(topic)).as("stopped in mid-run").hasSizeBetween(400, MANY - 200);

    tools.replay();

    assertThat(letters.values(topic)).containsExactlyInAnyOrderElementsOf(Letters.numbers(MANY));
  }

  @Test
  void aReplayThatSleptWhileAnotherOneWorkedSendsNothingMore() throws Exception {
    letters.write(topic, IntStream.range(0, MANY), ErrorCode.TOO_OLD);
    try (var sleeper = tools.tool("replay", "--transaction-letters", "5")) {
      awaitReplayed(sleeper, 200);
      sleeper.process().freeze();

      try (var other = tools.replay("--format", "json")) {
        assertThat(LetterTools.json(other))
            .extracting(row -> row.get("outcome").asText())
            .containsExactly("replayed", "replayed before");
      }
      assertThat(letters.values(topic)).containsExactlyInAnyOrderElementsOf(Letters.numbers(MANY));
      sleeper.process().thaw();

      assertThat(LetterTools.error(sleeper))
          .as("another replay of these letters, or brokers that do not answer")
          .containsAnyOf(deadLetters, broker.bootstrapServers());
    }
    assertThat(letters.values(topic)).containsExactlyInAnyOrderElementsOf(Letters.numbers(MANY));
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
