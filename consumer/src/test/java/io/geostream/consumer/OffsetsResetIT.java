package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.Database;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code offsets reset}, as the real jar does it. */
final class OffsetsResetIT {

  private final OffsetsTool offsets;

  OffsetsResetIT(@TempDir Path folder) {
    offsets = new OffsetsTool(folder);
  }

  @Test
  void aPlanChangesNothingAndItsExecutionWhatItSays() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        Admin admin = OffsetsTool.admin()) {
      Pipeline pipeline = offsets.drained(database, 2, 300);
      List<String> before = OffsetsTool.storedRows(pipeline);
      pipeline.execute("DELETE FROM kafka_offsets WHERE partition = 1");

      Tool plan = offsets.reset(pipeline, "--to", "earliest");
      assertThat(plan.exitCode()).isZero();
      assertThat(plan.out()).hasSize(3);
      assertThat(plan.out().get(1))
          .as("what is read again is all that was stored")
          .matches(" +0 +(\\d+) +0  \\D+\\1\\D+");
      assertThat(plan.out().get(2)).matches(" +1 +- +0  \\D+");
      assertThat(plan.err())
          .as("a warning of rows that would be there twice, and the way to execute the plan")
          .hasSize(2)
          .last()
          .asString()
          .contains("--execute");
      assertThat(OffsetsTool.storedRows(pipeline)).containsExactly(before.get(0));

      Tool done = offsets.reset(pipeline, "--to", "earliest", "--execute");
      assertThat(done.exitCode()).as(done.toString()).isZero();
      assertThat(done.out()).isEqualTo(plan.out());
      assertThat(OffsetsTool.storedRows(pipeline))
          .containsExactly("0 0 null true", "1 0 null true");
      assertThat(offsets.show(pipeline).out().get(1)).endsWith("  public.geospatial_metrics");
      assertThat(offsets.show(pipeline).out().get(2))
          .as("a new row, claimed by none")
          .endsWith("  -");
      assertThat(
              admin
                  .listConsumerGroupOffsets(pipeline.topic())
                  .partitionsToOffsetAndMetadata()
                  .get()
                  .values())
          .extracting(commit -> commit.offset())
          .containsExactly(0L, 0L);

      offsets.drain(pipeline);
      assertThat(pipeline.counts()).isEqualTo(new Counts(600, 300));
    }
  }

  @Test
  void goesToATimeOrAnOffsetInTheChosenPartitions() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      Pipeline pipeline = offsets.drained(database, 1, 100);
      Instant between = Instant.now().plusMillis(2);
      await().until(() -> Instant.now().isAfter(between));
      pipeline.sendReadings(100, 50);

      assertThat(newOffset(pipeline, between.toString())).isEqualTo(100);
      assertThat(newOffset(pipeline, "1h")).isZero();
      assertThat(newOffset(pipeline, Instant.now().plusSeconds(60).toString())).isEqualTo(150);
      assertThat(newOffset(pipeline, "latest")).isEqualTo(150);
      assertThat(newOffset(pipeline, "stored")).isEqualTo(100);
      assertThat(offsets.reset(pipeline, "--to", "stored").err())
          .as("without a warning, as nothing is read again")
          .singleElement()
          .asString()
          .contains("--execute");

      assertRefused(offsets.reset(pipeline, "--to", "151"), "--to\\W+151\\D+0\\D+150\\b");
      assertRefused(
          offsets.reset(pipeline, "--to", "0", "--partition", "1"),
          "--partition\\W+1\\D+0\\D+0\\b");

      assertThat(offsets.reset(pipeline, "--to", "130", "--partition", "0", "--execute").exitCode())
          .isZero();
      offsets.drain(pipeline);
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(120));
    }
  }

  @Test
  void aGroupFeedsAnotherTableOnlyOnceItsOwnIsForgotten() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      Pipeline pipeline = offsets.drained(database, 2, 100);
      pipeline.execute("UPDATE kafka_offsets SET target_table = 'plant.other' WHERE partition = 1");
      pipeline.sendReadings(100, 100);
      try (Program consumer = offsets.start(pipeline, "--drain")) {
        assertThat(consumer.fails())
            .contains("plant.other", "public.geospatial_metrics", "--forget-table");
      }
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(100));
      List<String> before = OffsetsTool.storedRows(pipeline);

      assertRefused(offsets.reset(pipeline), "--to\\b.*--forget-table");
      assertRefused(
          offsets.reset(pipeline, "--forget-table", "--partition", "1"), "--partition\\b.*--to\\b");
      Tool plan = offsets.reset(pipeline, "--forget-table");
      assertThat(plan.exitCode()).as(plan.toString()).isZero();
      assertThat(plan.err().get(0)).contains("plant.other", "public.geospatial_metrics");
      assertThat(plan.err().get(1)).contains("--execute");
      assertThat(tables(pipeline)).hasSize(2);

      assertThat(offsets.reset(pipeline, "--to", "stored", "--execute").exitCode()).isZero();
      assertThat(tables(pipeline)).as("a reset alone forgets none").hasSize(2);
      assertThat(offsets.reset(pipeline, "--forget-table", "--execute").exitCode()).isZero();
      assertThat(tables(pipeline)).isEmpty();
      assertThat(OffsetsTool.storedRows(pipeline))
          .extracting(OffsetsResetIT::offset)
          .as("the offsets stay")
          .containsExactlyElementsOf(before.stream().map(OffsetsResetIT::offset).toList());
      offsets.drain(pipeline);
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(200));
      assertThat(tables(pipeline)).containsExactly("public.geospatial_metrics");
    }
  }

  /** A stored row's partition and offset. */
  private static String offset(String storedRow) {
    return storedRow.replaceFirst("^(\\d+ \\d+) .*", "$1");
  }

  private List<String> tables(Pipeline pipeline) throws Exception {
    return OffsetsTool.json(offsets.show(pipeline, "--format", "json").out()).stream()
        .map(row -> row.get("table"))
        .filter(table -> !table.isNull())
        .map(table -> table.asText())
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void refusesWhileTheGroupHasMembers(String protocol) throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      Pipeline pipeline = OffsetsTool.pipeline(database, 1);
      pipeline.sendReadings(0, 100);
      try (Program consumer = offsets.start(pipeline, "-K", "group.protocol=" + protocol)) {
        await()
            .atMost(OffsetsTool.TIMEOUT)
            .ignoreExceptionsInstanceOf(IOException.class)
            .until(() -> consumer.metric("geostream_assigned_partitions") == 1);
        await()
            .atMost(OffsetsTool.TIMEOUT)
            .ignoreExceptions()
            .until(() -> pipeline.counts().rows() == 100);
        List<String> before = OffsetsTool.storedRows(pipeline);
        Tool shown = offsets.show(pipeline);
        assertThat(shown.out())
            .as(shown.toString())
            .element(1)
            .asString()
            .matches(" +0  ok +100 +0 +100 +0 .*");

        Tool refused = offsets.reset(pipeline, "--to", "earliest", "--execute");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
            .singleElement()
            .asString()
            .contains(pipeline.topic(), "geostream-consumer", "127.0.0.1");
        assertThat(OffsetsTool.storedRows(pipeline)).isEqualTo(before);
      }
    }
  }

  @Test
  void changesNothingIfSomebodyMovesAnOffsetAfterThePlan() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        Connection other = database.connect();
        Statement sql = other.createStatement()) {
      Pipeline pipeline = offsets.drained(database, 2, 200);
      List<String> before = OffsetsTool.storedRows(pipeline);
      other.setAutoCommit(false);
      // Not visible until it is committed, but it blocks others that change the same row.
      sql.execute("UPDATE kafka_offsets SET next_offset = next_offset - 1 WHERE partition = 1");
      FutureTask<Tool> reset =
          new FutureTask<>(() -> offsets.reset(pipeline, "--to", "earliest", "--execute"));
      new Thread(reset, "reset").start();
      await().atMost(OffsetsTool.TIMEOUT).until(() -> isSomebodyBlocked(pipeline));
      other.commit();

      Tool refused = reset.get(60, TimeUnit.SECONDS);
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).singleElement().asString().containsPattern("partition\\W+1\\b");
      assertThat(OffsetsTool.storedRows(pipeline)).hasSize(2).element(0).isEqualTo(before.get(0));
    }
  }

  private static void assertRefused(Tool tool, String pattern) {
    assertThat(tool.exitCode()).as(tool.toString()).isEqualTo(2);
    assertThat(tool.out()).isEmpty();
    assertThat(tool.err()).singleElement().asString().containsPattern(pattern);
  }

  /** Where the only partition would go on. */
  private long newOffset(Pipeline pipeline, String to) throws Exception {
    Tool plan = offsets.reset(pipeline, "--to", to, "--format", "json");
    assertThat(plan.exitCode()).as(plan.toString()).isZero();
    return OffsetsTool.json(plan.out()).get(0).get("new").asLong();
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
}
