package io.geostream.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.reading.NumericField;
import io.geostream.common.reading.Reading;
import io.geostream.common.reading.ReadingDecoder;
import io.geostream.common.testing.DocumentedMetrics;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.SharedStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The real jar against a real broker. Each test has a topic and a folder of its own. */
@Execution(ExecutionMode.CONCURRENT)
class ProducerJarIT {

  private static final Duration STOP = Duration.ofSeconds(8);

  @TempDir Path folder;

  private final String servers = SharedStack.broker().bootstrapServers();
  private final String topic = SharedStack.freshTopic();

  private ProducerProcess start(String... arguments) {
    return ProducerProcess.start(folder, servers, topic, arguments);
  }

  @Test
  void publishesACountOfReadingsToATopicThatItCreates() {
    try (ProducerProcess producer = start("--count", "1000", "--rate", "0")) {
      assertThat(producer.exitCode()).as(producer.log()).isZero();
      assertThat(producer.report()).containsExactly(1000L, 0L, 0L);
    }
    TopicContent content = TopicContent.of(servers, topic);
    assertThat(content.partitions()).isEqualTo(6);
    assertThat(content.count()).isEqualTo(1000);
    ReadingDecoder decoder = new ReadingDecoder(ignored -> {});
    Set<String> stations = new HashSet<>();
    content
        .records()
        .forEach(
            message -> {
              assertThat(decoder.decode(message.value()))
                  .isInstanceOfSatisfying(
                      Reading.class,
                      reading -> {
                        assertThat(message.key())
                            .isEqualTo(reading.locationId().getBytes(StandardCharsets.UTF_8));
                        assertThat(NumericField.ALL).allMatch(reading::has);
                        stations.add(reading.locationId());
                      });
              assertThat(new String(message.value(), StandardCharsets.UTF_8))
                  .matches("\\{\"timestamp\":\"[0-9T:-]{19}\\.\\d{6}\\+00:00\".*");
            });
    assertThat(stations).hasSize(1000);
  }

  @Test
  void leavesAnExistingTopicAsItIs() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
    }
    try (ProducerProcess producer = start("--count", "10", "--rate", "0")) {
      assertThat(producer.exitCode()).as(producer.log()).isZero();
    }
    assertThat(TopicContent.of(servers, topic).partitions()).isEqualTo(2);
  }

  @Test
  void stopsOnSigtermWithAllThatItAcknowledgedInTheTopic() {
    try (ProducerProcess producer = start("--rate", "5000")) {
      producer.awaitAcknowledged(5_000);
      producer.awaitReadiness(200);
      producer.terminate();
      assertThat(producer.endsWithin(STOP)).isTrue();
      assertThat(producer.exitCode()).isEqualTo(143);
      List<Long> report = producer.report();
      assertThat(report.subList(1, 3)).containsExactly(0L, 0L);
      assertThat((long) TopicContent.of(servers, topic).count()).isEqualTo(report.get(0));
    }
  }

  @Test
  void endsWithOneClearLineWhenARecordIsTooLarge() {
    try (ProducerProcess producer = start("-K", "max.request.size=100")) {
      assertThat(producer.exitCode()).isEqualTo(1);
      assertThat(producer.log().lines().filter(line -> line.contains(" ERROR ")))
          .singleElement()
          .asString()
          .contains("publishing to topic " + topic)
          .contains("max.request.size");
      assertThat(producer.report()).containsExactly(0L, 1L, 0L);
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
    try (ProducerProcess producer = start("--replay", file.toString())) {
      assertThat(producer.exitCode()).isEqualTo(1);
      assertThat(producer.log())
          .contains("readings.csv, line 3: out-of-range: temperature")
          .contains("1 of 3 lines are bad");
      assertThat(producer.report()).containsExactly(2L, 0L, 0L);
    }
    assertThat(TopicContent.of(servers, topic).records())
        .extracting(message -> new String(message.value(), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrder(
            "{\"timestamp\":\"2026-11-22T20:07:56.120000+00:00\",\"location_id\":\"loc_1\",\"latitude\":40.71,\"longitude\":-74.0,\"temperature\":21.5,\"humidity\":null,\"pressure\":null,\"wind_speed\":null,\"wind_direction\":null}",
            "{\"timestamp\":\"2026-11-22T20:07:58.000000+00:00\",\"location_id\":\"loc, 3\",\"latitude\":null,\"longitude\":null,\"temperature\":21.5,\"humidity\":40.0,\"pressure\":1010.0,\"wind_speed\":3.0,\"wind_direction\":270.0}");
  }

  @Test
  void waitsForABrokerThatIsNotThereAndStopsInTime() {
    try (ProducerProcess producer =
        ProducerProcess.start(folder, "127.0.0.1:1", topic, "--rate", "0")) {
      producer.awaitLog("broker: not usable, waiting for it");
      producer.awaitReadiness(503);
      producer.terminate();
      assertThat(producer.endsWithin(STOP)).isTrue();
      assertThat(producer.exitCode()).isEqualTo(143);
      assertThat(producer.report()).containsExactly(0L, 0L, 0L);
    }
  }

  @Test
  void goesOnByItselfWhenTheBrokerComesBackAndLosesNothing() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder);
        ProducerProcess producer =
            ProducerProcess.start(
                folder,
                broker.bootstrapServers(),
                topic,
                "--rate",
                "20000",
                "-K",
                "buffer.memory=4194304")) {
      producer.awaitAcknowledged(20_000);
      broker.kill();
      producer.awaitReadiness(503);
      producer.awaitLog("broker: not usable, waiting for it");
      broker.restart();
      producer.awaitReadiness(200);
      producer.awaitLog("broker: usable again after");
      producer.awaitAcknowledged((long) producer.acknowledged() + 20_000);
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
      producer.terminate();
      assertThat(producer.endsWithin(STOP)).isTrue();
      assertThat(producer.exitCode()).isEqualTo(143);
      assertThat(producer.report().subList(1, 3)).containsExactly(0L, 0L);
      assertThat((long) TopicContent.of(broker.bootstrapServers(), topic).count())
          .isEqualTo(producer.report().get(0));
      assertThat(producer.log().lines().filter(line -> line.contains(" WARN "))).hasSize(1);
      assertThat(producer.log().lines().filter(line -> line.contains("usable"))).hasSize(2);
    }
  }

  @Test
  void stopsInTimeWhileTheBrokerIsAwayAndTellsWhatIsNotAcknowledged() {
    try (KafkaBroker broker = KafkaBroker.start(folder);
        ProducerProcess producer =
            ProducerProcess.start(folder, broker.bootstrapServers(), topic, "--rate", "1000")) {
      producer.awaitAcknowledged(1_000);
      broker.freeze();
      producer.awaitReadiness(503);
      producer.terminate();
      assertThat(producer.endsWithin(STOP)).isTrue();
      assertThat(producer.exitCode()).isEqualTo(143);
      assertThat(producer.report().get(2)).isPositive();
    }
  }
}
