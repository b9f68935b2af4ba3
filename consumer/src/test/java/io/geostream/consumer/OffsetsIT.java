package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code offsets show} and {@code offsets reset}, as the real jar does them. Each test has a group
 * of its own, named like its topic: in the default one there may still be a member that another
 * test killed.
 */
final class OffsetsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void showsEachPartitionInItsState() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        Admin admin = admin()) {
      Pipeline pipeline = drained(database, 5, 200);
      TopicPartition cut = new TopicPartition(pipeline.topic(), 2);
      admin.deleteRecords(Map.of(cut, RecordsToDelete.beforeOffset(4))).all().get();
      pipeline.execute("DELETE FROM kafka_offsets WHERE partition = 1");
      pipeline.execute("UPDATE kafka_offsets SET next_offset = 1 WHERE partition = 2");
      pipeline.execute(
          "UPDATE kafka_offsets SET next_offset = next_offset + 7 WHERE partition = 3");
      pipeline.execute("UPDATE kafka_offsets SET topic_id = 'of-before' WHERE partition = 4");
      copyRow(pipeline, "cluster_id", "9");
      copyRow(pipeline, "'another-cluster'", "0");

      Tool table = show(pipeline);
      assertThat(table.out().get(0))
          .matches("partition +state +stored +begin +end +lag +lost +updated");
      assertThat(table.out()).hasSize(7).element(3).asString().matches(" +2  cut +1 +4 +\\d+ .*");
      assertThat(table.err())
          .singleElement()
          .asString()
          .contains("1 partition(s)", "another-cluster");

      Tool lines = show(pipeline, "--format", "json");
      List<JsonNode> rows = json(lines.out());
      assertThat(rows)
          .as(lines.toString())
          .extracting(row -> row.get("partition").asInt())
          .containsExactly(0, 1, 2, 3, 4, 9);
      assertThat(rows)
          .extracting(row -> row.get("state").asText())
          .containsExactly("ok", "none", "cut", "beyond-end", "made-anew", "gone");
      assertThat(rows.get(0).get("lag").asLong()).isZero();
      assertThat(rows.get(0).get("stored")).isEqualTo(rows.get(0).get("end"));
      assertThat(Instant.parse(rows.get(0).get("updated").asText()))
          .isAfter(Instant.now().minus(1, ChronoUnit.HOURS));
      assertThat(rows.get(1).get("stored").isNull()).isTrue();
      assertThat(rows.get(2).get("lost").asLong()).isEqualTo(3);
      assertThat(rows.get(5).get("end").isNull()).isTrue();
    }
  }

  @Test
  void aPlanChangesNothingAndItsExecutionWhatItSays() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        Admin admin = admin()) {
      Pipeline pipeline = drained(database, 2, 300);
      List<String> before = storedRows(pipeline);
      pipeline.execute("DELETE FROM kafka_offsets WHERE partition = 1");

      Tool plan = reset(pipeline, "--to", "earliest");
      assertThat(plan.exitCode()).isZero();
      assertThat(plan.out()).hasSize(3);
      assertThat(plan.out().get(1)).matches(" +0 +\\d+ +0  reads \\d+ again");
      assertThat(plan.out().get(2)).matches(" +1 +- +0  begins here");
      assertThat(plan.err())
          .anyMatch(line -> line.contains("in the table twice"))
          .anyMatch(line -> line.contains("nothing is changed"));
      assertThat(storedRows(pipeline)).containsExactly(before.get(0));

      Tool done = reset(pipeline, "--to", "earliest", "--execute");
      assertThat(done.exitCode()).as(done.toString()).isZero();
      assertThat(done.out()).isEqualTo(plan.out());
      assertThat(storedRows(pipeline)).containsExactly("0 0 null true", "1 0 null true");
      assertThat(
              admin
                  .listConsumerGroupOffsets(pipeline.topic())
                  .partitionsToOffsetAndMetadata()
                  .get()
                  .values())
          .extracting(commit -> commit.offset())
          .containsExactly(0L, 0L);

      drain(pipeline);
      assertThat(pipeline.counts()).isEqualTo(new Counts(600, 300));
    }
  }

  @Test
  void goesToATimeOrAnOffsetInTheChosenPartitions() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      Pipeline pipeline = drained(database, 1, 100);
      Instant between = Instant.now().plusMillis(2);
      await().until(() -> Instant.now().isAfter(between));
      pipeline.sendReadings(100, 50);

      assertThat(newOffset(pipeline, between.toString())).isEqualTo(100);
      assertThat(newOffset(pipeline, "1h")).isZero();
      assertThat(newOffset(pipeline, Instant.now().plusSeconds(60).toString())).isEqualTo(150);
      assertThat(newOffset(pipeline, "latest")).isEqualTo(150);
      assertThat(newOffset(pipeline, "stored")).isEqualTo(100);

      assertRefused(reset(pipeline, "--to", "151"), "--to: 151 is outside 0…150");
      assertRefused(
          reset(pipeline, "--to", "0", "--partition", "1"), "--partition: 1 is outside 0…0");

      assertThat(reset(pipeline, "--to", "130", "--partition", "0", "--execute").exitCode())
          .isZero();
      drain(pipeline);
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(120));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void refusesWhileTheGroupHasMembers(String protocol) throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      Pipeline pipeline = pipeline(database, 1);
      pipeline.sendReadings(0, 100);
      try (ConsumerProcess consumer = start(pipeline, "-K", "group.protocol=" + protocol)) {
        await().atMost(PATIENCE).until(() -> consumer.log().contains("assigned"));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> pipeline.counts().rows() == 100);
        List<String> before = storedRows(pipeline);
        Tool shown = show(pipeline);
        assertThat(shown.out())
            .as(shown.toString())
            .element(1)
            .asString()
            .matches(" +0  ok +100 +0 +100 +0 .*");

        Tool refused = reset(pipeline, "--to", "earliest", "--execute");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
            .singleElement()
            .asString()
            .contains("has members", "geostream-consumer", "127.0.0.1", "Nothing is changed");
        assertThat(storedRows(pipeline)).isEqualTo(before);
      }
    }
  }

  @Test
  void changesNothingIfSomebodyMovesAnOffsetAfterThePlan() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        Connection other = database.connect();
        Statement sql = other.createStatement()) {
      Pipeline pipeline = drained(database, 2, 200);
      List<String> before = storedRows(pipeline);
      other.setAutoCommit(false);
      // Not visible until it is committed, but in the way of whoever changes the same row.
      sql.execute("UPDATE kafka_offsets SET next_offset = next_offset - 1 WHERE partition = 1");
      FutureTask<Tool> reset =
          new FutureTask<>(() -> reset(pipeline, "--to", "earliest", "--execute"));
      new Thread(reset, "reset").start();
      await().atMost(PATIENCE).until(() -> isSomebodyBlocked(pipeline));
      other.commit();

      Tool refused = reset.get(60, TimeUnit.SECONDS);
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .singleElement()
          .asString()
          .contains("partition 1", "moved by somebody else", "Nothing is changed");
      assertThat(storedRows(pipeline)).hasSize(2).element(0).isEqualTo(before.get(0));
    }
  }

  @Test
  void whatIsNotThereIsToldInOneLine() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Pipeline missing = new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic());
      assertFault(show(missing), "topic " + missing.topic() + " does not exist");
      assertFault(show(missing.withPartitions(1)), "has no table kafka_offsets");

      String nobody = "127.0.0.1:" + silent.getLocalPort();
      long start = System.nanoTime();
      assertFault(
          Tool.run(database, folder, serverless(missing, nobody, database.jdbcUrl())),
          "Kafka at " + nobody);
      assertFault(
          Tool.run(
              database,
              folder,
              serverless(
                  missing,
                  missing.broker().bootstrapServers(),
                  "jdbc:postgresql://" + nobody + "/timeseries")),
          "database jdbc:postgresql://" + nobody);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
  }

  private static List<String> serverless(Pipeline pipeline, String brokers, String databaseUrl) {
    return List.of(
        "offsets",
        "show",
        "--topic",
        pipeline.topic(),
        "--bootstrap-servers",
        brokers,
        "--database-url",
        databaseUrl);
  }

  private static void assertFault(Tool tool, String problem) {
    assertThat(tool.exitCode()).as(tool.toString()).isEqualTo(1);
    assertThat(tool.out()).isEmpty();
    assertThat(tool.err()).singleElement().asString().contains(problem);
  }

  private static void assertRefused(Tool tool, String problem) {
    assertThat(tool.exitCode()).as(tool.toString()).isEqualTo(2);
    assertThat(tool.out()).isEmpty();
    assertThat(tool.err()).singleElement().asString().contains(problem);
  }

  /** Where the only partition would go on. */
  private long newOffset(Pipeline pipeline, String to) throws Exception {
    Tool plan = reset(pipeline, "--to", to, "--format", "json");
    assertThat(plan.exitCode()).as(plan.toString()).isZero();
    return json(plan.out()).get(0).get("new").asLong();
  }

  private static List<JsonNode> json(List<String> lines) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : lines) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  private Tool show(Pipeline pipeline, String... more) throws Exception {
    return tool(pipeline, "show", more);
  }

  private Tool reset(Pipeline pipeline, String... more) throws Exception {
    return tool(pipeline, "reset", more);
  }

  private Tool tool(Pipeline pipeline, String name, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of("offsets", name, "--topic", pipeline.topic(), "--group", pipeline.topic()));
    words.addAll(List.of(more));
    return Tool.run(pipeline, folder, words);
  }

  /** Each row: partition, next offset, leader epoch, whether it was written just now. */
  private static List<String> storedRows(Pipeline pipeline) throws SQLException {
    try (Connection connection = pipeline.database().connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT partition, next_offset, leader_epoch, updated_at > now() - INTERVAL '1 hour'
                  FROM kafka_offsets ORDER BY partition""")) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(
            "%s %s %s %s"
                .formatted(row.getObject(1), row.getObject(2), row.getObject(3), row.getObject(4)));
      }
      return rows;
    }
  }

  private static void copyRow(Pipeline pipeline, String clusterId, String partition)
      throws SQLException {
    pipeline.execute(
        """
        INSERT INTO kafka_offsets (consumer_group, cluster_id, topic, partition, next_offset, topic_id)
        SELECT consumer_group, %s, topic, %s, next_offset, topic_id FROM kafka_offsets WHERE partition = 0"""
            .formatted(clusterId, partition));
  }

  private static boolean isSomebodyBlocked(Pipeline pipeline) throws SQLException {
    try (Connection connection = pipeline.database().connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT EXISTS (SELECT FROM pg_stat_activity
                 WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0)""")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static Pipeline pipeline(Database database, int partitions) {
    return new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic())
        .withPartitions(partitions);
  }

  /** All of its readings are written. */
  private Pipeline drained(Database database, int partitions, int readings) throws Exception {
    Pipeline pipeline = pipeline(database, partitions);
    pipeline.sendReadings(0, readings);
    drain(pipeline);
    return pipeline;
  }

  private void drain(Pipeline pipeline) {
    try (ConsumerProcess consumer = start(pipeline, "--drain")) {
      assertThat(consumer.exitCode(PATIENCE)).as(consumer.log()).isZero();
    }
  }

  /** Without the settings of the session, which not every group protocol takes. */
  private ConsumerProcess start(Pipeline pipeline, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers",
                pipeline.broker().bootstrapServers(),
                "--topic",
                pipeline.topic(),
                "--group",
                pipeline.topic(),
                "--http-port",
                "0",
                "--database-url",
                pipeline.database().jdbcUrl(),
                "--database-user",
                pipeline.database().user(),
                "--allow-plain-postgresql",
                "--workers",
                "1"));
    arguments.addAll(List.of(more));
    return ConsumerProcess.run(pipeline.topic(), pipeline.database(), folder, arguments);
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", SharedStack.broker().bootstrapServers()));
  }
}
