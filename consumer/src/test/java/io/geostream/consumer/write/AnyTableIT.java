package io.geostream.consumer.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.OnConflict;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.TestRows;
import io.geostream.consumer.database.SchemaRefusalException;
import io.geostream.consumer.database.TableShape;
import io.geostream.consumer.database.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table whose names are trouble unless they are quoted, in a schema that no search path has. */
final class AnyTableIT {

  private static final TargetTable TABLE = TestTables.odd(OnConflict.REFUSE);
  private static final String NAME = TABLE.name().sql();
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private static final Batch BATCH =
      TestRows.batch(
          TABLE.columns(),
          new Object[] {TIME, "a", 1.5},
          new Object[] {TIME.plusSeconds(1), "", null},
          new Object[] {TIME.plusSeconds(2), "\u00fc", -2.0});

  private static final CopyRows ROWS = BATCH.rows();

  private WrittenTable database;
  private Connection connection;

  @BeforeEach
  void makeTable() throws Exception {
    database = WrittenTable.plain();
    database.execute(
        "CREATE SCHEMA \"Plant 7\"",
        "CREATE TABLE %s (\"\u00dcnit\" float8, more int, \"select\" text, \"time\" timestamptz NOT NULL)"
            .formatted(NAME));
    connection = database.connect();
    connection.setAutoCommit(false);
  }

  @AfterEach
  void drop() throws Exception {
    connection.close();
    database.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesRowsByCopyAndByInsert(boolean copies) throws Exception {
    RowWriters writers = copies ? RowWriters.copy(TABLE) : RowWriters.insert(TABLE);
    writers.rows().write(connection, ROWS, 0, 3, () -> {});
    assertThat(rows())
        .containsExactly(
            "2026-01-01 00:00:00+00|a|1.5",
            "2026-01-01 00:00:01+00||null",
            "2026-01-01 00:00:02+00|\u00fc|-2");
    connection.rollback();
    writers.rows().write(connection, ROWS, 1, 2, () -> {});
    assertThat(rows()).containsExactly("2026-01-01 00:00:01+00||null");
  }

  @Test
  void theSearchFindsWhatItRefusesAndItsNewestRowIsTheWitness() throws Exception {
    execute("ALTER TABLE " + NAME + " ADD CHECK (\"select\" <> 'a')");
    assertThat(search(BATCH).run()).containsOnlyKeys(0);
    execute("DELETE FROM " + NAME);
    Batch refused = TestRows.batch(TABLE.columns(), new Object[] {TIME, "a", 1.5});
    assertThat(isAboutRows(refused)).isFalse();
    execute("INSERT INTO " + NAME + " VALUES (1, 2, 'b', now())");
    assertThat(isAboutRows(refused)).isTrue();
    execute("ALTER TABLE " + NAME + " ALTER COLUMN \"time\" TYPE timestamptz(0)");
    execute("CREATE UNIQUE INDEX ON " + NAME + " (\"time\")");
    assertThat(isAboutRows(refused)).as("times are rounded to seconds, and unique").isTrue();
  }

  private boolean isAboutRows(Batch refused) throws Exception {
    RowSearch search = search(refused);
    search.run();
    return search.isAboutRows();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"select\" TYPE varchar(3)|",
        "\"select\" TYPE char(3)|",
        "more TYPE text|",
        "\"select\" TYPE bytea USING NULL|\"Plant 7\".\"Metrics \"\"x\"\"\".\"select\" is bytea, not text",
        "\"\u00dcnit\" TYPE bigint|.\"\u00dcnit\" is bigint, not double precision",
        "\"time\" TYPE timestamp|.time is timestamp without time zone, not timestamp with time zone",
      })
  void anotherTypeOfAMappedColumnIsNoticed(String change, @Nullable String complaint)
      throws Exception {
    TableShape shape = new TableShape(TABLE);
    execute("ALTER TABLE %s ALTER COLUMN %s".formatted(NAME, change));
    boolean kept =
        WrittenTable.strings(connection, "SELECT " + shape.isKept()).equals(List.of("t"));
    assertThat(kept).isEqualTo(complaint == null);
    if (complaint == null) {
      shape.require(connection);
    } else {
      assertThatThrownBy(() -> shape.require(connection))
          .isInstanceOf(SchemaRefusalException.class)
          .hasMessageContaining(complaint);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RENAME COLUMN \"\u00dcnit\" TO unit", "DROP COLUMN \"\u00dcnit\""})
  void aMappedColumnThatIsGoneIsRefusedByCopyAndByInsert(String change) throws Exception {
    execute("ALTER TABLE %s %s".formatted(NAME, change));
    for (RowWriters writers : List.of(RowWriters.copy(TABLE), RowWriters.insert(TABLE))) {
      assertThatThrownBy(() -> writers.rows().write(connection, ROWS, 0, 3, () -> {}))
          .isInstanceOfSatisfying(
              SQLException.class, refusal -> assertThat(refusal.getSQLState()).isEqualTo("42703"));
      connection.rollback();
      execute("ALTER TABLE %s %s".formatted(NAME, change));
    }
  }

  private RowSearch search(Batch batch) {
    return new RowSearch(connection, TABLE, new CopyRowWriter(TABLE), () -> {}, batch);
  }

  private List<String> rows() throws SQLException {
    execute("SET LOCAL timezone = 'UTC'");
    return WrittenTable.strings(
        connection,
        "SELECT concat_ws('|', \"time\", \"select\", coalesce(\"\u00dcnit\"::text, 'null')) FROM "
            + NAME
            + " ORDER BY 1");
  }

  private void execute(String sql) throws SQLException {
    WrittenTable.execute(connection, sql);
  }
}
