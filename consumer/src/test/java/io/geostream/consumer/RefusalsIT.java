package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.geostream.stack.Database;
import io.geostream.stack.DatabaseKind;
import io.geostream.stack.DatabaseRequest;
import io.geostream.stack.DatabaseSelection;
import io.geostream.stack.Databases;
import io.geostream.stack.OwnFolder;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server or a schema that is not what it should be ends the start with one line. */
final class RefusalsIT {

  private static final String PLAIN_FLAG = "--allow-plain-postgresql";

  @TempDir Path folder;

  @Test
  void aPlainServerIsRefusedWithoutTheFlagAndNotedInTheHealthWithIt() throws Exception {
    try (OwnFolder own = OwnFolder.temporary();
        Database database = plainDatabase(own)) {
      Pipeline pipeline = pipeline(database);

      try (Program refused = startWithoutTheFlag(pipeline)) {
        assertThat(refused.fails()).contains(PLAIN_FLAG, "PostgreSQL", "TimescaleDB");
      }
      assertThat(tables(database)).isEmpty();

      try (Program allowed = ConsumerJar.start("allowed", pipeline, folder)) {
        allowed.awaitReady();
        JsonNode health = new ObjectMapper().readTree(allowed.get("/health/ready").body());
        assertThat(health.get("notes"))
            .singleElement()
            .satisfies(note -> assertThat(note.asText()).contains("PostgreSQL"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"auto, geospatial_metrics.time", "check, V1"})
  void aSchemaOfAnotherProgramIsRefusedAndLeftAsItIs(String migrate, String named)
      throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      Pipeline pipeline = pipeline(database);
      if (database.timescale()) {
        pipeline.execute("CREATE EXTENSION timescaledb");
      }
      pipeline.execute("CREATE TABLE geospatial_metrics (taken date, celsius numeric)");

      try (Program refused = start(pipeline, migrate)) {
        assertThat(refused.fails()).contains("public", named);
      }
      assertThat(tables(database)).containsExactly("geospatial_metrics");
    }
  }

  @Test
  void aColumnThatReadingsDoNotFillIsRefusedByCheckAndNamed() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      AppliedSchema.in(database);
      Pipeline pipeline = pipeline(database);
      pipeline.execute(
          "ALTER TABLE geospatial_metrics ADD COLUMN rain double precision NOT NULL DEFAULT 0");
      pipeline.execute("ALTER TABLE geospatial_metrics ALTER COLUMN rain DROP DEFAULT");

      try (Program refused = start(pipeline, "check")) {
        assertThat(refused.fails()).contains("geospatial_metrics.rain");
      }
    }
  }

  @Test
  void anOlderSchemaThatWasRestoredIsRefusedByCheckAndLeftAsItIs() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      AppliedSchema.in(database);
      Pipeline pipeline = pipeline(database);
      pipeline.execute("DROP TABLE kafka_offsets");
      pipeline.execute(
          "DELETE FROM %s WHERE version IN ('6', '7')".formatted(historyTable(database)));

      try (Program refused = start(pipeline, "check")) {
        assertThat(refused.fails()).contains("V6", "migrate");
      }
      assertThat(tables(database)).doesNotContain("kafka_offsets");
    }
  }

  private static Pipeline pipeline(Database database) {
    return new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
  }

  /** On a server that certainly is plain. */
  private static Database plainDatabase(OwnFolder folder) {
    return SharedStack.database().timescale()
        ? Databases.start(
            DatabaseRequest.in(folder.path())
                .withSelection(DatabaseSelection.of(DatabaseKind.EMBEDDED))
                .withSettings(Map.of("fsync", "off")))
        : SharedStack.freshDatabase();
  }

  private Program startWithoutTheFlag(Pipeline pipeline) {
    List<String> arguments = ConsumerJar.arguments(pipeline);
    arguments.remove(PLAIN_FLAG);
    return ConsumerJar.run("refused", pipeline.database(), folder, arguments);
  }

  private Program start(Pipeline pipeline, String migrate) {
    return ConsumerJar.start("refused", pipeline, folder, "--migrate", migrate);
  }

  private static String historyTable(Database database) {
    return database.timescale() ? "geostream_schema_history" : "geostream_plain_schema_history";
  }

  private static List<String> tables(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
      List<String> tables = new ArrayList<>();
      while (row.next()) {
        tables.add(row.getString(1));
      }
      return tables;
    }
  }
}
