package io.geostream.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.stack.Database;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real jar with a mapping of another table than the weather's. */
final class MappedTableIT {

  private static final String LOGIN = "inserts_" + System.nanoTime();

  private static final String MAPPING =
      """
      table: '"Plant".readings'
      time: time
      key: location_id
      columns:
        time:        {from: /timestamp, type: timestamptz}
        location_id: {type: text}
        temperature: {type: real}
      """;

  @TempDir Path folder;
  private Database database;
  private Pipeline pipeline;
  private OffsetsTool offsets;

  @BeforeEach
  void makeATopic() {
    database = SharedStack.freshDatabase();
    pipeline = OffsetsTool.pipeline(database, 2);
    offsets = new OffsetsTool(folder);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void aGroupThatFeedsAnotherTableIsRefusedBeforeItWritesUntilThatIsForgotten() throws Exception {
    pipeline.sendReadings(0, 100);
    offsets.drain(pipeline);
    pipeline.sendReadings(100, 50);
    String mapping = file(MAPPING);
    try (Program refused = offsets.start(pipeline, "--drain", "--mapping", mapping)) {
      assertThat(refused.fails())
          .contains("public.geospatial_metrics", "\"Plant\".readings", "--forget-table");
    }
    assertThat(rows()).isZero();
    assertThat(offset()).isEqualTo(100);

    Tool forgets = offsets.reset(pipeline, "--forget-table", "--execute");
    assertThat(forgets.exitCode()).as(forgets.toString()).isZero();
    try (Program drained = offsets.start(pipeline, "--drain", "--mapping", mapping)) {
      drained.succeeds();
    }
    assertThat(rows()).as("from the stored offsets on").isEqualTo(50);
    assertThat(offset()).isEqualTo(150);
  }

  @Test
  void whatIsReadAgainAfterAResetEndsInTheSameRowsIfTheyAreUpdated() throws Exception {
    String mapping = file(MAPPING + "unique: [location_id, time]\non-conflict: update\n");
    Instant time = Instant.now();
    for (int round = 0; round < 3; round++) {
      int temperature = round;
      pipeline.send(IntStream.range(0, 100), number -> reading(time, number, temperature));
    }
    String last = "SELECT count(*) FROM \"Plant\".readings WHERE temperature = 2";
    for (int run = 0; run < 2; run++) {
      try (Program drained = offsets.start(pipeline, "--drain", "--mapping", mapping)) {
        drained.succeeds();
      }
      assertThat(rows()).isEqualTo(100);
      assertThat(number(last)).isEqualTo(100);
      assertThat(offset()).isEqualTo(300);
      Tool reset = offsets.reset(pipeline, "--to", "earliest", "--execute");
      assertThat(reset.exitCode()).as(reset.toString()).isZero();
      assertThat(offset()).isZero();
    }
  }

  @Test
  void consumersOfOneGroupMayRunDifferentMappingsOfOneTable() throws Exception {
    String before = file("before.yaml", MAPPING);
    String now = file("now.yaml", MAPPING + "  humidity: {type: real}\n");
    try (Program one = ConsumerJar.start("before", pipeline, folder, "--mapping", before);
        Program other = ConsumerJar.start("now", pipeline, folder, "--mapping", now)) {
      await()
          .atMost(Program.LONG)
          .ignoreExceptionsInstanceOf(IOException.class) // they do not listen yet
          .until(() -> assigned(one) == 1 && assigned(other) == 1);
      pipeline.sendReadings(0, 1_000);
      await().atMost(Program.LONG).until(() -> offset() == 1_000);
    }
    assertThat(rows()).isEqualTo(1_000);
    assertThat(number("SELECT count(DISTINCT location_id) FROM \"Plant\".readings"))
        .isEqualTo(1_000);
    assertThat(number("SELECT count(humidity) FROM \"Plant\".readings")).isBetween(1L, 999L);
  }

  private static double assigned(Program consumer) throws Exception {
    return consumer.metric("geostream_assigned_partitions");
  }

  private static byte[] reading(Instant time, int number, int temperature) {
    return "{\"timestamp\": \"%s\", \"location_id\": \"loc_%s\", \"temperature\": %s}"
        .formatted(time, number, temperature)
        .getBytes(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "direct-compress"})
  void aWriteModeThatCopiesIsExitCode2WhereConflictsAreNotRefused(String mode) throws Exception {
    String unique = MAPPING + "unique: [location_id, time]\non-conflict: ignore\n";
    assertRefused(unique, List.of("--write-mode", mode), "--write-mode", mode, "on-conflict");
  }

  @Test
  void aFaultInTheFileIsExitCode2WithItsLine() throws Exception {
    String fault = MAPPING.replace("{type: real}", "{type: reel}");
    assertRefused(fault, List.of(), "mapping.yaml:7:", "reel");
  }

  private void assertRefused(String mapping, List<String> more, String... named) throws Exception {
    List<String> arguments = ConsumerJar.arguments(pipeline);
    arguments.addAll(List.of("--http-port", "0", "--mapping", file(mapping)));
    arguments.addAll(more);
    Tool refused = Tool.run(database, folder, arguments);
    assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(2);
    assertThat(refused.err()).singleElement().asString().contains(named);
  }

  @Test
  void aLoginThatMayOnlyInsertRunsWhereTheSchemaIsChecked() throws Exception {
    String mapping = file(MAPPING);
    migrate(mapping);
    pipeline.execute("CREATE ROLE %s LOGIN PASSWORD 'x'".formatted(LOGIN));
    try {
      pipeline.execute("GRANT USAGE ON SCHEMA \"Plant\" TO " + LOGIN);
      pipeline.execute("GRANT INSERT ON \"Plant\".readings TO " + LOGIN);
      pipeline.execute("GRANT SELECT, INSERT, UPDATE ON kafka_offsets TO " + LOGIN);
      pipeline.execute(
          "ALTER TABLE \"Plant\".readings ADD CONSTRAINT known CHECK (location_id <> 'loc_7')");
      pipeline.sendReadings(0, 100);
      try (Program consumer = startAsLogin("--migrate", "check", "--drain", "--mapping", mapping)) {
        consumer.succeeds();
      }
      assertThat(rows()).as("all but the refused one").isEqualTo(99);
      assertThat(offset()).isEqualTo(100);
    } finally {
      pipeline.execute("DROP OWNED BY " + LOGIN);
      pipeline.execute("DROP ROLE " + LOGIN);
    }
  }

  @Test
  @RequiresTimescaleDb
  void aTableThatTimescaleDbPartitionsIsNotCalledPlain() throws Exception {
    try (Program consumer = offsets.start(pipeline, "--mapping", file(MAPPING))) {
      consumer.awaitReady();
      assertThat(consumer.get("/health/ready").body()).doesNotContain("plain PostgreSQL");
    }
  }

  @Test
  @RequiresTimescaleDb
  void aRetentionShorterThanMaxAgeIsANoteAndMappingCheckHasIt() throws Exception {
    String mapping = file(MAPPING + "hypertable: {drop-after: 7 days}\n");
    try (Program consumer = offsets.start(pipeline, "--mapping", mapping)) {
      consumer.awaitReady();
      assertThat(consumer.get("/health/ready").body())
          .contains("readings keeps rows for 7 days, and max-age is 30 days");
    }
    try (Program consumer = offsets.start(pipeline, "--mapping", mapping, "--max-age", "7d")) {
      consumer.awaitReady();
      assertThat(consumer.get("/health/ready").body()).doesNotContain("keeps rows for");
    }
    assertThat(check(mapping).out()).anyMatch(line -> line.contains("keeps rows for 7 days"));
    assertThat(check(file(MAPPING + "hypertable: {drop-after: 30 days}\n")).out())
        .noneMatch(line -> line.contains("keeps rows for"));
  }

  private Tool check(String mapping) {
    Tool check = Tool.run(folder, List.of("mapping", "check", mapping));
    assertThat(check.exitCode()).as(check.toString()).isZero();
    return check;
  }

  private void migrate(String mapping) {
    List<String> arguments =
        List.of(
            "migrate",
            "--mapping",
            mapping,
            "--database-url",
            database.jdbcUrl(),
            "--database-user",
            database.user(),
            "--allow-plain-postgresql");
    Tool migrated = Tool.run(database, folder, arguments);
    assertThat(migrated.exitCode()).as(migrated.toString()).isZero();
  }

  private Program startAsLogin(String... more) {
    List<String> arguments = new ArrayList<>(ConsumerJar.argumentsOfKafka(pipeline));
    arguments.addAll(
        List.of("--database-url", database.jdbcUrl(), "--database-user", LOGIN, "--workers", "1"));
    arguments.add("--allow-plain-postgresql");
    arguments.addAll(List.of(more));
    return ConsumerJar.run("login", Map.of("DATABASE_PASSWORD", "x"), folder, arguments);
  }

  private String file(String mapping) throws IOException {
    return file("mapping.yaml", mapping);
  }

  private String file(String name, String mapping) throws IOException {
    return Files.writeString(folder.resolve(name), mapping).toString();
  }

  private long rows() throws SQLException {
    return number("SELECT count(*) FROM \"Plant\".readings");
  }

  private long offset() throws SQLException {
    return number("SELECT sum(next_offset) FROM kafka_offsets");
  }

  private long number(String question) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getLong(1);
    }
  }
}
