package io.geostream.consumer.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.OnConflict;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.TestRows;
import io.geostream.consumer.database.TargetTable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that are in the table already, or twice in a batch. */
final class OnConflictIT {

  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
  private static final TargetTable IGNORE = TestTables.odd(OnConflict.IGNORE);
  private static final TargetTable UPDATE = TestTables.odd(OnConflict.UPDATE);
  private static final String NAME = UPDATE.name().sql();

  private WrittenTable database;
  private Connection connection;

  @BeforeEach
  void makeTable() throws Exception {
    database = WrittenTable.plain();
    database.execute(
        "CREATE SCHEMA \"Plant 7\"",
        "CREATE TABLE %s (\"time\" timestamptz NOT NULL, \"select\" text NOT NULL, \"\u00dcnit\" float8, UNIQUE (\"select\", \"time\"))"
            .formatted(NAME));
    connection = database.connect();
    connection.setAutoCommit(false);
  }

  @AfterEach
  void drop() throws Exception {
    connection.close();
    database.close();
  }

  @Test
  void anUpdateSetsAllOtherColumnsToThoseOfTheLastRow() throws Exception {
    write(UPDATE, row(0, "a", 1.0), row(1, "a", 2.0), row(0, "b", 3.0), row(0, "a", 4.0));
    assertThat(rows()).containsExactly("a 0 4", "a 1 2", "b 0 3");
    write(UPDATE, row(0, "a", 5.0), row(0, "b", 6.0), row(0, "a", 7.0), row(0, "b", null));
    assertThat(rows()).containsExactly("a 0 7", "a 1 2", "b 0 -");
  }

  @Test
  void whatIsThereFirstStaysIfTheOthersAreIgnored() throws Exception {
    write(IGNORE, row(0, "a", 1.0), row(0, "a", 2.0), row(1, "a", 3.0));
    write(IGNORE, row(1, "a", 4.0), row(0, "b", 5.0), row(0, "b", 6.0));
    assertThat(rows()).containsExactly("a 0 1", "a 1 3", "b 0 5");
  }

  @Test
  void aRangeIsWrittenAlone() throws Exception {
    CopyRows rows = encoded(UPDATE, row(0, "a", 1.0), row(0, "a", 2.0), row(0, "a", 3.0));
    new OnConflictRowWriter(UPDATE).write(connection, rows, 0, 2, () -> {});
    new OnConflictRowWriter(UPDATE).write(connection, rows, 2, 2, () -> {});
    assertThat(rows()).containsExactly("a 0 2");
  }

  @Test
  void aTableOfItsKeyAloneHasNothingToUpdate() throws Exception {
    TargetTable keys =
        TestTables.table(
            "public.keys",
            List.of("time"),
            OnConflict.UPDATE,
            TestTables.column("time", ColumnType.TIMESTAMPTZ));
    WrittenTable.execute(connection, "CREATE TABLE keys (\"time\" timestamptz PRIMARY KEY)");
    write(keys, new Object[] {TIME}, new Object[] {TIME});
    write(keys, new Object[] {TIME});
    assertThat(ask("SELECT count(*) FROM keys")).containsExactly("1");
  }

  /** Which the index takes for equal and their bytes do not show. */
  @Test
  void ofKeysThatOnlyTheDatabaseTakesForEqualTheLastRowStays() throws Exception {
    TargetTable loose =
        TestTables.table(
            "public.loose",
            List.of("number", "name", "time"),
            OnConflict.UPDATE,
            TestTables.column("time", ColumnType.TIMESTAMPTZ),
            TestTables.column("number", ColumnType.NUMERIC),
            TestTables.column("name", ColumnType.TEXT),
            TestTables.column("value", ColumnType.INTEGER));
    WrittenTable.execute(
        connection,
        "CREATE TABLE loose (\"time\" timestamptz(0), number numeric, name char(3), value int, UNIQUE (number, name, \"time\"))");
    List<Object[]> rows = new ArrayList<>();
    for (int value = 0; value < 64; value++) {
      rows.add(
          new Object[] {
            TIME.plusMillis(value % 3),
            new BigDecimal(value % 2 == 0 ? "1.0" : "1.00"),
            value % 5 == 0 ? "a " : "a",
            value
          });
    }
    rows.add(new Object[] {TIME, BigDecimal.TEN, "b", 100});
    write(loose, rows.toArray(Object[][]::new));
    assertThat(ask("SELECT concat_ws(' ', name, value) FROM loose ORDER BY value"))
        .containsExactly("a   63", "b   100");
  }

  /** The bytes of the first key are the greater ones. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NUMERIC          | numeric | 1.00             | 1.0",
        "DOUBLE_PRECISION | float8  | -0.0             | 0",
        "REAL             | real    | -0.0             | 0",
        "TEXT             | char(5) | 'k  '            | k",
        "TEXT             | char(5) | 'k  '            | 'k '",
        "JSONB            | jsonb   | '{\"b\":1,\"a\":2}' | '{ \"a\":2, \"b\":1}'"
      })
  void ofKeysThatOnlyTheDatabaseTakesForEqualTheFirstRowStays(
      ColumnType type, String column, String first, String second) throws Exception {
    TargetTable loose =
        TestTables.table(
            "public.loose",
            List.of("key", "time"),
            OnConflict.IGNORE,
            TestTables.column("time", ColumnType.TIMESTAMPTZ),
            TestTables.column("key", type),
            TestTables.column("value", ColumnType.INTEGER));
    WrittenTable.execute(
        connection,
        "CREATE TABLE loose (\"time\" timestamptz, key %s, value int, UNIQUE (key, \"time\"))"
            .formatted(column));
    write(loose, new Object[] {TIME, first, 1}, new Object[] {TIME, second, 2});
    assertThat(ask("SELECT value FROM loose")).containsExactly("1");
  }

  @Test
  void theSearchFindsTheRowsThatTheTableRefuses() throws Exception {
    WrittenTable.execute(connection, "ALTER TABLE " + NAME + " ADD CHECK (\"\u00dcnit\" <> 13)");
    List<Object[]> rows = new ArrayList<>();
    for (int number = 0; number < 100; number++) {
      rows.add(row(number % 10, "a", number == 13 || number == 97 ? 13.0 : number + 100.0));
    }
    Batch batch = TestRows.batch(UPDATE.columns(), rows.toArray(Object[][]::new));
    RowSearch search =
        new RowSearch(connection, UPDATE, new OnConflictRowWriter(UPDATE), () -> {}, batch);
    Map<Integer, SQLException> refused = search.run();
    assertThat(refused).as("13 is superseded before the table sees it").containsOnlyKeys(97);
    assertThat(refused.values()).extracting(SQLException::getSQLState).containsOnly("23514");
  }

  /** Those of the mapped columns that docs/mapping.md names. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IGNORE | INSERT, SELECT (\"select\", \"time\")",
        "UPDATE | INSERT, SELECT, UPDATE (\"\u00dcnit\")"
      })
  void theRightsThatAreAskedForAreEnough(OnConflict onConflict, String rights) throws Exception {
    TargetTable table = TestTables.odd(onConflict);
    String login = "login_" + System.nanoTime();
    WrittenTable.execute(
        connection,
        "CREATE ROLE " + login,
        "GRANT USAGE ON SCHEMA \"Plant 7\" TO " + login,
        "GRANT %s ON %s TO %s".formatted(rights, NAME, login),
        "SET ROLE " + login);
    write(table, row(0, "a", 1.0), row(1, "a", 2.0));
    write(table, row(0, "a", 3.0));
    WrittenTable.execute(connection, "RESET ROLE");
    assertThat(rows())
        .containsExactly(onConflict == OnConflict.UPDATE ? "a 0 3" : "a 0 1", "a 1 2");
    connection.rollback();
  }

  @Test
  void anotherUniqueIndexRefusesAsAlways() throws Exception {
    WrittenTable.execute(
        connection, "CREATE UNIQUE INDEX once ON " + NAME + " (\"\u00dcnit\", \"time\")");
    write(UPDATE, row(0, "a", 1.0));
    assertThatThrownBy(() -> write(UPDATE, row(0, "b", 1.0)))
        .isInstanceOfSatisfying(
            SQLException.class, refusal -> assertThat(refusal.getSQLState()).isEqualTo("23505"));
  }

  /** Each of them locks all rows; in their own orders they would soon wait in a circle. */
  @Test
  void writersOfTheSameRowsDoNotWaitInACircle() throws Exception {
    connection.commit();
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      Random random = new Random(writer);
      writers.add(CompletableFuture.runAsync(() -> writeOften(random)));
    }
    for (CompletableFuture<Void> writer : writers) {
      writer.join();
    }
    assertThat(ask("SELECT count(*) FROM " + NAME)).containsExactly("300");
  }

  private void writeOften(Random random) {
    OnConflictRowWriter writer = new OnConflictRowWriter(UPDATE);
    List<Object[]> rows = new ArrayList<>();
    for (int number = 0; number < 300; number++) {
      rows.add(row(number % 100, "k" + number / 100, 0.0));
    }
    try (Connection own = database.connect()) {
      own.setAutoCommit(false);
      for (int batch = 0; batch < 30; batch++) {
        Collections.shuffle(rows, random);
        CopyRows encoded = encoded(UPDATE, rows.toArray(Object[][]::new));
        writer.write(own, encoded, 0, encoded.count(), () -> {});
        own.commit();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object[] row(int second, String key, @Nullable Double value) {
    return new Object[] {TIME.plusSeconds(second), key, value};
  }

  private static CopyRows encoded(TargetTable table, Object[]... rows) {
    return TestRows.of(table.columns(), rows);
  }

  private void write(TargetTable table, Object[]... rows) throws SQLException {
    CopyRows encoded = encoded(table, rows);
    RowWriter writer = RowWriters.insert(table).rows();
    assertThat(writer.write(connection, encoded, 0, encoded.count(), () -> {}))
        .isEqualTo(RowWriter.Mode.INSERT);
  }

  private List<String> rows() throws SQLException {
    return ask(
        "SELECT concat_ws(' ', \"select\", extract(epoch FROM \"time\")::bigint % 60, coalesce(\"\u00dcnit\"::text, '-')) FROM "
            + NAME
            + " ORDER BY 1");
  }

  private List<String> ask(String sql) throws SQLException {
    return WrittenTable.strings(connection, sql);
  }
}
