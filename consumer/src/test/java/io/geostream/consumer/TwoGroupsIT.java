package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.Database;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two groups that feed two tables of one database from one topic. */
final class TwoGroupsIT {

  private static final String COLD = "cold";
  private static final String WINDY = "windy";

  @TempDir Path folder;
  private Database database;
  private Pipeline pipeline;

  @BeforeEach
  void makeATopic() {
    database = SharedStack.freshDatabase();
    pipeline = OffsetsTool.pipeline(database, 2);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  /** Both make kafka_offsets and claim their rows of it at the same time. */
  @Test
  void eachReadsTheTopicByItselfAndEachRowIsInBothTablesOnce() throws Exception {
    pipeline.sendReadings(0, 100);
    try (Program cold = drain(COLD, "temperature");
        Program windy = drain(WINDY, "wind_speed")) {
      cold.succeeds();
      windy.succeeds();
    }
    assertThat(counts()).containsExactly("(cold,100,100)", "(windy,100,100)");
    assertThat(offsets()).containsExactly("(cold,plant.cold,2,100)", "(windy,plant.windy,2,100)");

    pipeline.sendReadings(100, 50);
    try (Program windy = drain(WINDY, "wind_speed")) {
      windy.succeeds();
    }
    assertThat(counts()).containsExactly("(cold,100,100)", "(windy,150,150)");
    assertThat(offsets()).containsExactly("(cold,plant.cold,2,100)", "(windy,plant.windy,2,150)");

    try (Program cold = drain(COLD, "temperature")) {
      cold.succeeds();
    }
    assertThat(counts()).containsExactly("(cold,150,150)", "(windy,150,150)");
    assertThat(offsets()).containsExactly("(cold,plant.cold,2,150)", "(windy,plant.windy,2,150)");
  }

  /** Starts a consumer in a group that is named as its table. */
  private Program drain(String table, String measurement) throws IOException {
    String mapping =
        """
        table: plant.%s
        time: time
        key: location_id
        columns:
          time:        {from: /timestamp, type: timestamptz}
          location_id: {type: text}
          value:       {from: /%s, type: real}
        """
            .formatted(table, measurement);
    Path file = Files.writeString(folder.resolve(table + ".yaml"), mapping);
    List<String> arguments = ConsumerJar.arguments(pipeline);
    arguments.set(arguments.indexOf("--group") + 1, group(table));
    arguments.addAll(List.of("--workers", "1", "--drain", "--mapping", file.toString()));
    return ConsumerJar.run(table, database, folder, arguments);
  }

  private String group(String table) {
    return pipeline.topic() + "-" + table;
  }

  /** Of each table: rows, different readings. */
  private List<String> counts() throws SQLException {
    String count = "SELECT '%1$s', count(*), count(DISTINCT location_id) FROM plant.%1$s";
    return rows(count.formatted(COLD) + " UNION ALL " + count.formatted(WINDY) + " ORDER BY 1");
  }

  /** Of each group: table, partitions, records. */
  private List<String> offsets() throws SQLException {
    return rows(
        "SELECT replace(consumer_group, topic || '-', ''), target_table, count(*), sum(next_offset) FROM kafka_offsets GROUP BY consumer_group, topic, target_table ORDER BY 1");
  }

  private List<String> rows(String question) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT q::text FROM (" + question + ") q")) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        rows.add(row.getString(1));
      }
      return rows;
    }
  }
}
