package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.geostream.common.testing.SilentServer;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code offsets show}, as the real jar does it. */
final class OffsetsShowIT {

  private final Path folder;
  private final OffsetsTool offsets;

  OffsetsShowIT(@TempDir Path folder) {
    this.folder = folder;
    this.offsets = new OffsetsTool(folder);
  }

  @Test
  void showsEachPartitionInItsState() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        Admin admin = OffsetsTool.admin()) {
      Pipeline pipeline = offsets.drained(database, 5, 200);
      TopicPartition cut = new TopicPartition(pipeline.topic(), 2);
      admin.deleteRecords(Map.of(cut, RecordsToDelete.beforeOffset(4))).all().get();
      pipeline.execute("DELETE FROM kafka_offsets WHERE partition = 1");
      pipeline.execute("UPDATE kafka_offsets SET next_offset = 1 WHERE partition = 2");
      pipeline.execute(
          "UPDATE kafka_offsets SET next_offset = next_offset + 7 WHERE partition = 3");
      pipeline.execute("UPDATE kafka_offsets SET topic_id = 'of-before' WHERE partition = 4");
      copyRow(pipeline, "cluster_id", "9");
      copyRow(pipeline, "'another-cluster'", "0");

      Tool table = offsets.show(pipeline);
      assertThat(table.out().get(0))
          .matches("partition +state +stored +begin +end +lag +lost +updated +table");
      assertThat(table.out()).hasSize(7).element(3).asString().matches(" +2  cut +1 +4 +\\d+ .*");
      assertThat(table.err())
          .singleElement()
          .asString()
          .contains(pipeline.topic(), "another-cluster")
          .containsPattern("\\b1 partition\\b");

      Tool lines = offsets.show(pipeline, "--format", "json");
      List<JsonNode> rows = OffsetsTool.json(lines.out());
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
      assertThat(rows.get(0).get("table").asText()).isEqualTo("public.geospatial_metrics");
      assertThat(rows.get(5).get("table").isNull()).as("not claimed").isTrue();
      assertThat(rows.get(1).get("stored").isNull()).isTrue();
      assertThat(rows.get(2).get("lost").asLong()).isEqualTo(3);
      assertThat(rows.get(5).get("end").isNull()).isTrue();
    }
  }

  @Test
  void whatIsNotThereIsReportedInOneLine() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        SilentServer silent = new SilentServer()) {
      Pipeline missing = new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic());
      assertFault(offsets.show(missing), missing.topic());
      assertFault(
          offsets.show(missing.withPartitions(1)),
          database.jdbcUrl().replaceFirst("^jdbc:postgresql://", ""),
          "kafka_offsets",
          "migrate");

      String unreachable = silent.address();
      long start = System.nanoTime();
      assertFault(
          Tool.run(database, folder, serverless(missing, unreachable, database.jdbcUrl())),
          unreachable);
      assertFault(
          Tool.run(
              database,
              folder,
              serverless(
                  missing,
                  missing.broker().bootstrapServers(),
                  "jdbc:postgresql://" + unreachable + "/timeseries")),
          unreachable);
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

  private static void assertFault(Tool tool, String... facts) {
    assertThat(tool.exitCode()).as(tool.toString()).isEqualTo(1);
    assertThat(tool.out()).isEmpty();
    assertThat(tool.err()).singleElement().asString().contains(facts);
  }

  private static void copyRow(Pipeline pipeline, String clusterId, String partition)
      throws SQLException {
    pipeline.execute(
        """
        INSERT INTO kafka_offsets (consumer_group, cluster_id, topic, partition, next_offset, topic_id)
        SELECT consumer_group, %s, topic, %s, next_offset, topic_id FROM kafka_offsets WHERE partition = 0"""
            .formatted(clusterId, partition));
  }
}
