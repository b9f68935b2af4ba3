package io.geostream.consumer.write.columnstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.OnConflict;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.TestRows;
import io.geostream.consumer.database.TargetTable;
import io.geostream.consumer.write.FaultKind;
import io.geostream.consumer.write.RowWriter.Mode;
import io.geostream.consumer.write.RowWriters;
import io.geostream.consumer.write.ServerLimitException;
import io.geostream.consumer.write.TestTables;
import io.geostream.consumer.write.WrittenTable;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hypertable whose names and time column are not those of the weather. */
@RequiresTimescaleDb
final class OnConflictInColumnstoreIT {

  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
  private static final int ROWS = 1_200;

  private WrittenTable database;
  private Connection connection;

  @BeforeEach
  void makeTable() throws Exception {
    database = WrittenTable.onTimescaleDb();
    database.execute(
        "CREATE SCHEMA \"Plant 7\"",
        "CREATE TABLE %s (\"When\" timestamptz NOT NULL, key text NOT NULL, \"a?b\" int)"
            .formatted(name()),
        "SELECT create_hypertable('%s', 'When', chunk_time_interval => interval '2 hours', create_default_indexes => false)"
            .formatted(name()),
        "ALTER TABLE %s SET (timescaledb.enable_columnstore, timescaledb.segmentby = 'key', timescaledb.orderby = '\"When\" DESC')"
            .formatted(name()));
    connection = database.connect();
    connection.setAutoCommit(false);
  }

  @AfterEach
  void drop() throws Exception {
    connection.close();
    database.close();
  }

  @Test
  void itsChunksAreKnownByItsOwnNames() throws Exception {
    TargetTable table = table(OnConflict.REFUSE);
    assertThat(ChunkWidths.read(database.pool(), table))
        .isEqualTo(new ChunkWidth(Duration.ofHours(2).toMillis() * 1_000));
    assertThat(DirectCompress.obstacle(database.pool(), table)).isEmpty();
    RowWriters writers = ColumnstoreWriters.directCompress(table, ChunkWidth.HOUR);
    assertThat(write(writers, rows(table, 0, ROWS, 0))).isEqualTo(Mode.COPY);
    connection.commit();
    assertThat(write(writers, rows(table, ROWS, 2 * ROWS, 0))).isEqualTo(Mode.DIRECT_COMPRESS);
    connection.commit();
    makeUnique();
    assertThat(DirectCompress.obstacle(database.pool(), table))
        .hasValueSatisfying(
            obstacle ->
                assertThat(obstacle)
                    .contains("\"Plant 7\".\"Metrics \"\"x\"\"\"", "unique index", "once"));
  }

  @Test
  void rowsInTheColumnstoreAreIgnoredOrUpdated() throws Exception {
    compress();
    write(
        RowWriters.insert(table(OnConflict.IGNORE)),
        rows(table(OnConflict.IGNORE), 1_100, 1_300, 7));
    assertThat(sum()).isEqualTo(100 * 7);
    write(
        RowWriters.insert(table(OnConflict.UPDATE)),
        rows(table(OnConflict.UPDATE), 1_100, 1_200, 7));
    assertThat(sum()).isEqualTo(200 * 7);
    assertThat(count()).isEqualTo(1_300);
  }

  @Test
  void theLimitOfDecompressionIsTooMuchAndEndsWithTheSettingsName() throws Exception {
    compress();
    WrittenTable.execute(
        connection, "SET timescaledb.max_tuples_decompressed_per_dml_transaction = 10");
    TargetTable table = table(OnConflict.UPDATE);
    assertThatThrownBy(() -> write(RowWriters.insert(table), rows(table, 0, 1, 7)))
        .isInstanceOfSatisfying(
            SQLException.class,
            limit -> {
              assertThat(FaultKind.ofWriting(1, limit)).isEqualTo(FaultKind.TOO_MUCH);
              assertThatThrownBy(() -> ServerLimitException.requireNone(limit, 1))
                  .hasMessageContaining("timescaledb.max_tuples_decompressed_per_dml_transaction");
            });
  }

  private void compress() throws SQLException {
    makeUnique();
    TargetTable table = table(OnConflict.IGNORE);
    write(RowWriters.insert(table), rows(table, 0, ROWS, 0));
    connection.commit();
    database.execute("SELECT compress_chunk(chunk) FROM show_chunks('%s') chunk".formatted(name()));
  }

  private void makeUnique() throws SQLException {
    database.execute("CREATE UNIQUE INDEX once ON %s (key, \"When\")".formatted(name()));
  }

  private static String name() {
    return table(OnConflict.REFUSE).name().sql();
  }

  private static TargetTable table(OnConflict onConflict) {
    return TestTables.table(
        TestTables.NAME,
        List.of("key", "When"),
        onConflict,
        TestTables.column("When", ColumnType.TIMESTAMPTZ),
        TestTables.column("key", ColumnType.TEXT),
        TestTables.column("a?b", ColumnType.INTEGER));
  }

  /** A row for each second of one key. */
  private static CopyRows rows(TargetTable table, int from, int to, int value) {
    List<Object[]> rows = new ArrayList<>();
    for (int second = from; second < to; second++) {
      rows.add(new Object[] {TIME.plusSeconds(second), "k", value});
    }
    return TestRows.of(table.columns(), rows.toArray(Object[][]::new));
  }

  private Mode write(RowWriters writers, CopyRows rows) throws SQLException {
    return writers.rows().write(connection, rows, 0, rows.count(), () -> {});
  }

  private long sum() throws SQLException {
    connection.commit();
    return database.number("SELECT sum(\"a?b\") FROM " + name());
  }

  private long count() throws SQLException {
    return database.number("SELECT count(*) FROM " + name());
  }
}
