package io.geostream.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.common.decode.Decoder;
import io.geostream.common.decode.MappingDecoder;
import io.geostream.common.mapping.file.MappingFile;
import io.geostream.common.testing.CtrlC;
import io.geostream.common.testing.DocumentedMetrics;
import io.geostream.common.testing.FixedAnswers;
import io.geostream.common.testing.SilentServer;
import io.geostream.stack.ChildJvm;
import io.geostream.stack.ChildProcess;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.OperationsClient;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.QuickStart;
import io.geostream.stack.testing.SharedStack;
import io.geostream.stack.testing.TopicContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The real jar against a real broker. Each test has a topic and a folder of its own. */
@Execution(ExecutionMode.CONCURRENT)
class ProducerJarIT {

  private static final String ACKNOWLEDGED = "geostream_producer_acknowledged_total";
  private static final byte[] HTTP =
      "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final Path JAR = Path.of("target", "producer.jar");

  @TempDir Path folder;

  private final String servers = SharedStack.broker().bootstrapServers();
  private final String topic = SharedStack.freshTopic();

  private Program start(String... arguments) {
    return startAt(servers, arguments);
  }

  private Program startAt(String brokers, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--bootstrap-servers", brokers, "--topic", topic));
    arguments.addAll(List.of(more));
    return Program.daemon(
        "producer", JAR, QuickStart.options("192m", JAR), arguments, Map.of(), folder);
  }

  private Program startHeedingCtrlC(String... more) throws IOException, InterruptedException {
    OperationsClient operations = OperationsClient.of("producer", folder);
    List<String> command = new ArrayList<>();
    command.add(ChildJvm.java());
    command.addAll(QuickStart.options("192m", JAR));
    command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
    command.addAll(List.of("--bootstrap-servers", servers, "--topic", topic));
    command.addAll(List.of(more));
    command.addAll(operations.flags());
    return new Program(
        ChildProcess.start(
            "producer", CtrlC.heededBy(command, "ProducerJarIT with Ctrl-C"), Map.of(), folder),
        operations);
  }

  private static void awaitAcknowledged(Program producer, double readings) {
    await()
        .atMost(Program.LONG)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> producer.metric(ACKNOWLEDGED) >= readings);
  }

  private static void awaitOutage(Program producer) {
    producer.awaitReadiness(503);
    await().atMost(Program.LONG).until(() -> producer.metric("geostream_outage_active") == 1);
  }

  @Test
  void publishesACountOfReadingsToATopicThatItCreates() {
    try (Program producer = start("--count", "1000", "--rate", "0")) {
      producer.succeeds();
    }
    TopicContent content = TopicContent.of(servers, topic);
    assertThat(content.partitions()).isEqualTo(6);
    assertThat(content.records()).hasSize(1000);
    Decoder decoder = MappingDecoder.ofValues(MappingFile.builtIn(), ignored -> {});
    Set<String> stations = new HashSet<>();
    content
        .records()
        .forEach(
            message -> {
              assertThat(decoder.decode(message)).isNull();
              String station = decoder.rows().text(0, 1);
              assertThat(message.key()).isEqualTo(station.getBytes(StandardCharsets.UTF_8));
              stations.add(station);
              assertThat(new String(message.value(), StandardCharsets.UTF_8))
                  .matches(
                      "\\{\"timestamp\":\"[0-9T:-]{19}\\.\\d{6}\\+00:00\"(,\"\\w+\":[^,]+){8}\\}");
            });
    assertThat(stations).hasSize(1000);
  }

  @Test
  void leavesAnExistingTopicAsItIs() throws Exception {
    SharedStack.broker().createTopic(topic, 2);
    try (Program producer = start("--count", "10", "--rate", "0")) {
      producer.succeeds();
    }
    assertThat(TopicContent.of(servers, topic).partitions()).isEqualTo(2);
  }

  @Test
  void stopsOnSigtermWithAllThatItAcknowledgedInTheTopic() throws Exception {
    try (Program producer = start("--rate", "5000")) {
      awaitAcknowledged(producer, 5_000);
      producer.awaitReady();
      double acknowledged = producer.metric(ACKNOWLEDGED);
      producer.stopsInTime();
      assertThat((double) TopicContent.of(servers, topic).records().size())
          .as("readings in the topic, of which some came after the last look")
          .isGreaterThanOrEqualTo(acknowledged);
    }
  }

  @Test
  void aCountThatIsInterruptedEndsWith130AndAllThatItAcknowledgedIsInTheTopic() throws Exception {
    try (Program producer = startHeedingCtrlC("--rate", "2000", "--count", "1000000")) {
      awaitAcknowledged(producer, 2_000);
      double acknowledged = producer.metric(ACKNOWLEDGED);
      CtrlC.press(producer.process().pid());
      assertThat(producer.process().waitFor(Program.STOP)).as(producer.said()).isTrue();
      assertThat(producer.process().exitCode()).as(producer.said()).hasValue(130);
      assertThat(producer.err()).isEmpty();
      assertThat((double) TopicContent.of(servers, topic).records().size())
          .as("readings in the topic, of which some came after the last look")
          .isGreaterThanOrEqualTo(acknowledged);
    }
  }

  @Test
  void aPortFileThatCannotBeWrittenIsExitCode2AndOneLineBeforeAnythingConnects() throws Exception {
    String file = folder.resolve("no-such-folder").resolve("port").toString();
    try (SilentServer broker = new SilentServer();
        Program producer =
            Program.of(
                ChildJvm.startJar(
                    "refused",
                    JAR,
                    QuickStart.options("192m", JAR),
                    List.of(
                        "--bootstrap-servers",
                        broker.address(),
                        "--http-port",
                        "0",
                        "--http-port-file",
                        file),
                    Map.of(),
                    folder))) {
      producer.ends(2);
      assertThat(producer.err().lines())
          .singleElement()
          .asString()
          .contains("--http-port-file", file);
      assertThat(broker.wasAsked()).isFalse();
    }
  }

  @Test
  void endsWithOneClearLineWhenARecordIsTooLarge() {
    try (Program producer = start("-K", "max.request.size=100")) {
      assertThat(producer.fails()).contains(topic, "max.request.size");
    }
  }

  @Test
  void endsWithOneClearLineWhenAServerSpeaksHttp() throws Exception {
    try (FixedAnswers http = new FixedAnswers(HTTP);
        Program producer = startAt(http.address())) {
      assertThat(producer.fails()).contains("--bootstrap-servers", http.address(), "HTTP");
    }
  }

  @Test
  void endsWhenAClientsThreadDiesOfAServerThatSpeaksHttpLater() throws Exception {
    try (FixedAnswers server = new FixedAnswers(new byte[0]);
        Program producer = startAt(server.address())) {
      producer.awaitReadiness(503);
      server.answersFromNowOn(HTTP);
      assertThat(producer.failsAtLast()).contains("kafka-", "OutOfMemoryError");
    }
  }

  @Test
  void replaysAFileAndNamesItsBadLines() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("readings.csv"),
            """
            time,location_id,latitude,longitude,temperature,humidity,pressure,wind_speed,wind_direction
            2026-11-22 20:07:56.12+00,loc_1,40.71,-74.0,21.5,,,,
            2026-11-22 20:07:57+00,loc_2,40.71,-74.0,2150,,,,
            2026-11-22 20:07:58+00,"loc, 3",,,21.5,40,1010,3,270
            """);
    try (Program producer = start("--replay", file.toString())) {
      assertThat(producer.fails())
          .as("1 of 3 lines, and the first that is bad")
          .containsPattern("readings\\.csv\\D+1\\D+3\\D+3\\D+out-of-range");
    }
    assertThat(TopicContent.of(servers, topic).records())
        .extracting(message -> new String(message.value(), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrder(
            "{\"timestamp\":\"2026-11-22 20:07:56.12+00\",\"location_id\":\"loc_1\",\"latitude\":40.71,\"longitude\":-74.0,\"temperature\":21.5}",
            "{\"timestamp\":\"2026-11-22 20:07:58+00\",\"location_id\":\"loc, 3\",\"temperature\":21.5,\"humidity\":40,\"pressure\":1010,\"wind_speed\":3,\"wind_direction\":270}");
  }

  @Test
  void replaysMessagesOfAMapping() throws Exception {
    Path mapping =
        Files.writeString(
            folder.resolve("machines.yaml"),
            """
            table: machines
            time: time
            key: machine
            columns:
              time: {from: /ts, type: timestamptz, format: epoch-ms}
              machine: {from: /device/id, type: bigint}
              received: {from: $timestamp, type: timestamptz}
            """);
    Path file = Files.writeString(folder.resolve("a.csv"), "ts,machine\n1769860800000,7\n");
    try (Program producer = start("--mapping", mapping.toString(), "--replay", file.toString())) {
      producer.succeeds();
    }
    assertThat(TopicContent.of(servers, topic).records())
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.key()).asString(StandardCharsets.UTF_8).isEqualTo("7");
              assertThat(message.value())
                  .asString(StandardCharsets.UTF_8)
                  .isEqualTo("{\"ts\":1769860800000,\"device\":{\"id\":7}}");
            });
  }

  @Test
  void aFileWithoutAMessageIsAFault() throws Exception {
    Path file = Files.writeString(folder.resolve("none.csv"), "time,location_id,temperature\r");
    try (Program producer = start("--replay", file.toString())) {
      assertThat(producer.fails()).contains("none.csv holds no message");
    }
  }

  @Test
  void waitsForABrokerThatIsNotThereAndStopsInTime() {
    try (Program producer = startAt("127.0.0.1:1", "--rate", "0")) {
      awaitOutage(producer);
      producer.stopsInTime();
    }
  }

  @Test
  void goesOnByItselfWhenTheBrokerComesBackAndLosesNothing() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder);
        Program producer =
            startAt(broker.bootstrapServers(), "--rate", "20000", "-K", "buffer.memory=4194304")) {
      awaitAcknowledged(producer, 20_000);
      broker.kill();
      awaitOutage(producer);
      broker.restart();
      producer.awaitReady();
      awaitAcknowledged(producer, producer.metric(ACKNOWLEDGED) + 20_000);
      String metrics = producer.get("/metrics").body();
      DocumentedMetrics.of("Producer").assertAre(metrics);
      assertThat(metrics)
          .contains(
              "geostream_producer_rate_target 20000.0",
              "geostream_outages_total{server=\"broker\"} 1.0",
              "geostream_outage_active{server=\"broker\"} 0.0")
          .doesNotContain(
              "geostream_outage_seconds_total{server=\"broker\"} 0.0",
              "geostream_producer_acknowledgement_seconds_count 0\n");
      double acknowledged = producer.metric(ACKNOWLEDGED);
      producer.stopsInTime();
      assertThat((double) TopicContent.of(broker.bootstrapServers(), topic).records().size())
          .as("readings in the topic, of which some came after the last look")
          .isGreaterThanOrEqualTo(acknowledged);
      assertThat(producer.err()).isEmpty();
    }
  }

  @Test
  void stopsInTimeWhileTheBrokerIsAwayAndReadingsAreUnacknowledged() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder);
        Program producer = startAt(broker.bootstrapServers(), "--rate", "1000")) {
      awaitAcknowledged(producer, 1_000);
      broker.freeze();
      awaitOutage(producer);
      assertThat(producer.metric("geostream_producer_in_flight")).isPositive();
      producer.stopsInTime();
    }
  }
}
