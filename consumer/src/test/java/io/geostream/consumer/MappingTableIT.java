package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.Database;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mapping sql} and {@code mapping check} with a database. */
@RequiresTimescaleDb
final class MappingTableIT {

  private static final String MAPPING =
      """
      table: plant.metrics
      time: ts
      key: machine
      columns:
        ts:      {type: timestamptz}
        machine: {type: text}
        load:    {type: real}
        note:    {type: text}
      unique: [machine, ts]
      on-conflict: update
      hypertable: {chunk: 1 hour, columnstore-after: 1 day}
      """;

  @TempDir Path folder;
  private String mapping = MAPPING;
  private Database database;

  @BeforeEach
  void create() {
    database = SharedStack.freshDatabase();
  }

  @AfterEach
  void drop() {
    database.close();
  }

  private Tool withDatabase(String command) throws IOException {
    List<String> arguments = arguments(command);
    arguments.addAll(
        List.of("--database-url", database.jdbcUrl(), "--database-user", database.user()));
    return Tool.run(database, folder, arguments);
  }

  private List<String> arguments(String command) throws IOException {
    Path file = Files.writeString(folder.resolve("plant.yaml"), mapping);
    return new ArrayList<>(List.of("mapping", command, file.toString()));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void theSqlForAnEmptyDatabaseMakesTheTable() throws Exception {
    assertMakesTheTable(Tool.run(folder, arguments("sql")));
  }

  @Test
  void theSqlForThisDatabaseMakesTheTable() throws Exception {
    assertMakesTheTable(withDatabase("sql"));
  }

  private void assertMakesTheTable(Tool sql) throws Exception {
    assertThat(sql.exitCode()).as(sql.toString()).isZero();
    assertThat(withDatabase("check").exitCode()).as("before").isEqualTo(1);
    execute(String.join("\n", sql.out()));
    checkedInOrder();
    Tool rest = withDatabase("sql");
    assertThat(rest.exitCode()).isZero();
    assertThat(rest.out()).allMatch(line -> line.startsWith("--"));
  }

  @Test
  void checkNamesEachDifferenceInOneMessage() throws Exception {
    execute(
        """
        CREATE EXTENSION timescaledb;
        CREATE SCHEMA plant;
        CREATE TABLE plant.metrics (ts timestamptz NOT NULL, machine text NOT NULL,
          load integer NOT NULL, made_by text NOT NULL)
        """);
    assertFault(
        withDatabase("check"),
        "plant.metrics",
        "load",
        "real",
        "integer",
        "note",
        "made_by",
        "create_hypertable",
        "CREATE UNIQUE INDEX");
  }

  @Test
  void checkSaysForHowLongTheTableThatIsThereKeepsRowsNotTheFile() throws Exception {
    mapping = MAPPING.replace("{chunk", "{drop-after: 7 days, chunk");
    execute(String.join("\n", withDatabase("sql").out()));
    assertThat(checkedInOrder()).anyMatch(line -> line.contains("keeps rows for 7 days"));
    execute("SELECT remove_retention_policy('plant.metrics')");
    assertThat(checkedInOrder()).noneMatch(line -> line.contains("keeps rows for"));
  }

  @Test
  void checkSaysThatLateReadingsDoNotReachAnAggregate() throws Exception {
    mapping = String.join("\n", Tool.run(folder, List.of("mapping", "show")).out());
    List<String> migrate =
        List.of(
            "migrate", "--database-url", database.jdbcUrl(), "--database-user", database.user());
    assertThat(Tool.run(database, folder, migrate).exitCode()).isZero();
    assertThat(checkedInOrder()).noneMatch(line -> line.contains("hourly_metrics"));
    execute(
        "SELECT alter_job(job_id, scheduled => false) FROM timescaledb_information.jobs WHERE hypertable_name = 'hourly_metrics'");
    assertThat(checkedInOrder()).anyMatch(line -> line.contains("hourly_metrics has no active"));
  }

  private List<String> checkedInOrder() throws IOException {
    Tool checked = withDatabase("check");
    assertThat(checked.exitCode()).as(checked.toString()).isZero();
    return checked.out();
  }

  @Test
  void aDatabaseThatIsAwayIsExitCode1() throws Exception {
    List<String> arguments = arguments("check");
    arguments.addAll(List.of("--database-url", "jdbc:postgresql://localhost:1/no"));
    Tool checked = Tool.run(database, folder, arguments);
    assertThat(checked.exitCode()).isEqualTo(1);
    assertThat(checked.err()).singleElement().asString().contains("localhost:1");
  }

  @Test
  void theSqlOfTheBuiltInMappingNamesItsMigrations() throws Exception {
    Path file = folder.resolve("built-in.yaml");
    Files.write(file, Tool.run(folder, List.of("mapping", "show")).out());
    Tool sql = Tool.run(folder, List.of("mapping", "sql", file.toString()));
    assertThat(sql.exitCode()).isZero();
    assertThat(String.join("\n", sql.out())).contains("migrate").doesNotContain("CREATE TABLE");
  }

  private static void assertFault(Tool tool, String... named) {
    assertThat(tool.exitCode()).as(tool.toString()).isEqualTo(1);
    assertThat(String.join("\n", tool.err())).contains(named);
  }
}
