package io.geostream.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.geostream.stack.Database;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * {@code offsets show} and {@code offsets reset} on a group of its own, named like its topic: in
 * the default one there may still be a member that another test killed.
 */
final class OffsetsTool {

  static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  /**
   * @param folder where the programs' logs go
   */
  OffsetsTool(Path folder) {
    this.folder = folder;
  }

  Tool show(Pipeline pipeline, String... more) throws Exception {
    return tool(pipeline, "show", more);
  }

  Tool reset(Pipeline pipeline, String... more) throws Exception {
    return tool(pipeline, "reset", more);
  }

  private Tool tool(Pipeline pipeline, String name, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of("offsets", name, "--topic", pipeline.topic(), "--group", pipeline.topic()));
    words.addAll(List.of(more));
    return Tool.run(pipeline, folder, words);
  }

  static List<JsonNode> json(List<String> lines) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : lines) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  /** Each row: partition, next offset, leader epoch, whether it was written just now. */
  static List<String> storedRows(Pipeline pipeline) throws SQLException {
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

  static Pipeline pipeline(Database database, int partitions) {
    return new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic())
        .withPartitions(partitions);
  }

  /** All of its readings are written. */
  Pipeline drained(Database database, int partitions, int readings) throws Exception {
    Pipeline pipeline = pipeline(database, partitions);
    pipeline.sendReadings(0, readings);
    drain(pipeline);
    return pipeline;
  }

  void drain(Pipeline pipeline) {
    try (Program consumer = start(pipeline, "--drain")) {
      consumer.succeeds();
    }
  }

  /** Without the settings of the session, which not every group protocol takes. */
  Program start(Pipeline pipeline, String... more) {
    List<String> arguments = ConsumerJar.arguments(pipeline);
    arguments.addAll(List.of("--workers", "1"));
    arguments.addAll(List.of(more));
    return ConsumerJar.run(pipeline.topic(), pipeline.database(), folder, arguments);
  }

  static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", SharedStack.broker().bootstrapServers()));
  }
}
