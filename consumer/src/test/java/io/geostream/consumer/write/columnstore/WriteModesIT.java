package io.geostream.consumer.write.columnstore;

import static io.geostream.consumer.write.TestReadings.MANY;
import static io.geostream.consumer.write.TestReadings.twoDaysAgo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.OnConflict;
import io.geostream.common.mapping.TableName;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.Reading;
import io.geostream.consumer.database.TargetTable;
import io.geostream.consumer.write.ExactRows;
import io.geostream.consumer.write.PartitionWriter;
import io.geostream.consumer.write.RowWriter.Mode;
import io.geostream.consumer.write.RowWriters;
import io.geostream.consumer.write.TestReadings;
import io.geostream.consumer.write.TestTables;
import io.geostream.consumer.write.WeatherTable;
import io.geostream.consumer.write.WrittenTable;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way of writing into the hypertable: the same rows, and where they come to lie. */
@RequiresTimescaleDb
final class WriteModesIT {

  private WrittenTable table;
  private PartitionWriter writer;

  @BeforeEach
  void makeChunks() throws Exception {
    table = WrittenTable.onTimescaleDb();
    table.makeChunks(twoDaysAgo(), 3);
    writer = table.writer(0);
  }

  @AfterEach
  void drop() {
    table.close();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void eachModeWritesExactlyTheRowsOfTheBatch(Mode mode) throws Exception {
    ExactRows.areWritten(table, mode);
  }

  @Test
  void theWidthOfChunksIsTheTablesOwn() throws Exception {
    assertThat(ChunkWidths.read(table.pool(), WeatherTable.TARGET)).isEqualTo(ChunkWidth.HOUR);
    table.execute("SELECT set_chunk_time_interval('geospatial_metrics', interval '15 minutes')");
    assertThat(ChunkWidths.read(table.pool(), WeatherTable.TARGET))
        .isEqualTo(new ChunkWidth(15 * 60_000_000L));
  }

  @Test
  void rowsOfDirectCompressLieInTheColumnstoreAndThePolicyPutsThemInOrder() throws Exception {
    for (int batch = 0; batch < 3; batch++) {
      assertThat(writeStraight(readings())).isEqualTo(Mode.DIRECT_COMPRESS);
    }
    assertThat(table.rowsInRowstore()).as("rows beside the columnstore").isZero();
    assertThat(table.statusOfChunks().get(0)).isEqualTo("{COMPRESSED,UNORDERED,PARTIAL}");
    long before = table.segments();

    table.runPolicy();

    assertThat(table.statusOfChunks().get(0)).isEqualTo("{COMPRESSED}");
    assertThat(table.segments()).isLessThanOrEqualTo(before);
    assertThat(table.count()).isEqualTo(3 * MANY);
  }

  @Test
  void rowsThatComeLateIntoTheColumnstoreReachTheAggregates() throws Exception {
    writer.write(RowWriters.copy(WeatherTable.TARGET), TestReadings.of(twoDaysAgo(), 500, 1));
    table.execute("CALL refresh_continuous_aggregate('hourly_metrics', NULL, NULL)");
    assertThat(writeStraight(readings())).isEqualTo(Mode.DIRECT_COMPRESS);
    table.execute("CALL refresh_continuous_aggregate('hourly_metrics', NULL, NULL)");
    assertThat(table.number("SELECT sum(record_count) FROM hourly_metrics")).isEqualTo(500 + MANY);
  }

  @Test
  void checksAndNotNullAreEnforcedInTheColumnstore() throws Exception {
    table.execute(
        "ALTER TABLE geospatial_metrics ADD CONSTRAINT no_ghosts CHECK (location_id <> 'ghost')");
    List<Reading> readings = readings();
    readings.add(Reading.at(twoDaysAgo(), "ghost").with("temperature", 1));
    assertRefused(readings, "23514");

    table.execute("ALTER TABLE geospatial_metrics ALTER COLUMN humidity SET NOT NULL");
    readings.set(MANY, Reading.at(twoDaysAgo(), "dry").with("temperature", 1));
    assertRefused(readings, "23502");
  }

  private void assertRefused(List<Reading> readings, String state) throws Exception {
    assertThatThrownBy(() -> writeStraight(readings))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    assertThat(table.count()).isZero();
  }

  @Test
  void whatTimescaleDbDoesNotPutIntoTheColumnstoreIsReported() throws Exception {
    table.execute("CREATE UNIQUE INDEX once ON geospatial_metrics (location_id, time)");
    assertThat(writeStraight(readings())).isEqualTo(Mode.COPY);
    assertThat(table.rowsInRowstore()).isEqualTo(MANY);
  }

  @Test
  void aWritersRightsAreEnough() throws Exception {
    table.execute("ALTER DATABASE %s SET ROLE geostream_writer".formatted(table.quotedName()));
    try (HikariDataSource pool = table.open(1)) {
      assertThat(currentUser(pool)).isEqualTo("geostream_writer");
      assertThat(DirectCompress.obstacle(pool, WeatherTable.TARGET)).isEmpty();
      PartitionWriter restricted = new PartitionWriter(pool, 1);
      assertThat(
              restricted.write(
                  ColumnstoreWriters.directCompress(WeatherTable.TARGET, ChunkWidth.HOUR),
                  readings()))
          .isEqualTo(Mode.DIRECT_COMPRESS);
      assertThat(
              restricted.write(
                  ColumnstoreWriters.auto(WeatherTable.TARGET, ChunkWidth.HOUR), readings()))
          .isEqualTo(Mode.DIRECT_COMPRESS);
    }
  }

  private static String currentUser(HikariDataSource of) throws SQLException {
    try (Connection connection = of.getConnection();
        Statement statement = connection.createStatement();
        ResultSet user = statement.executeQuery("SELECT current_user")) {
      user.next();
      return user.getString(1);
    }
  }

  @Test
  void whatIsInTheWayOfDirectCompressIsFound() throws Exception {
    assertThat(obstacle()).isEmpty();
    Map<String, String> obstacles =
        Map.of(
            "CREATE UNIQUE INDEX once ON geospatial_metrics (location_id, time)",
            "once",
            "ALTER TABLE geospatial_metrics ADD CONSTRAINT pk PRIMARY KEY (location_id, time)",
            "pk",
            "CREATE TRIGGER look AFTER INSERT ON geospatial_metrics FOR EACH ROW EXECUTE FUNCTION look()",
            "look",
            "CREATE TRIGGER all_new AFTER INSERT ON geospatial_metrics REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION look()",
            "all_new");
    table.execute(
        "CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
    for (Map.Entry<String, String> each : obstacles.entrySet()) {
      table.execute(each.getKey());
      assertThat(obstacle()).as(each.getKey()).get().asString().contains(each.getValue());
      table.execute(
          "ALTER TABLE geospatial_metrics DROP CONSTRAINT IF EXISTS pk",
          "DROP INDEX IF EXISTS once",
          "DROP TRIGGER IF EXISTS look ON geospatial_metrics",
          "DROP TRIGGER IF EXISTS all_new ON geospatial_metrics");
    }
    table.execute(
        "CALL remove_columnstore_policy('geospatial_metrics')",
        "ALTER TABLE geospatial_metrics SET (timescaledb.enable_columnstore = false)");
    assertThat(obstacle()).get().asString().contains("columnstore is not enabled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "latitude", "location_id, latitude", "latitude, location_id"})
  void anotherSegmentByThanTheKeyIsInTheWayOfAuto(String segmentBy) throws Exception {
    assertThat(SegmentBy.obstacle(table.pool(), WeatherTable.TARGET)).isEmpty();
    table.execute(
        "ALTER TABLE geospatial_metrics SET (timescaledb.segmentby = '%s')".formatted(segmentBy));
    assertThat(SegmentBy.obstacle(table.pool(), WeatherTable.TARGET))
        .get()
        .asString()
        .contains("[" + segmentBy + "]", "location_id");
    assertThat(obstacle()).as("of direct-compress, which asks for it").isEmpty();
  }

  @Test
  void aColumnstoreWithoutSettingsHasNoSegmentBy() throws Exception {
    table.execute(
        "CREATE TABLE bare (time timestamptz NOT NULL, location_id text)",
        "SELECT create_hypertable('bare', 'time')",
        "ALTER TABLE bare SET (timescaledb.enable_columnstore)");
    TargetTable bare =
        new TargetTable(
            TableName.parse("public.bare"),
            List.of(
                TestTables.column("time", ColumnType.TIMESTAMPTZ),
                TestTables.column("location_id", ColumnType.TEXT)),
            true,
            List.of(),
            OnConflict.REFUSE);
    assertThat(SegmentBy.obstacle(table.pool(), bare)).get().asString().contains("[]");
  }

  /** As after an update of the extension to one that keeps its chunks elsewhere. */
  @Test
  void aCatalogThatCannotBeReadIsInTheWay() throws Exception {
    table.execute("ALTER TABLE _timescaledb_catalog.dimension_slice RENAME chunk_id TO chunk");
    assertThat(obstacle()).get().asString().contains("catalog of chunks", "chunk_id");
    table.execute("ALTER TABLE _timescaledb_catalog.dimension_slice RENAME chunk TO chunk_id");
    assertThat(obstacle()).isEmpty();
  }

  /** One trigger for a statement leaves the columnstore on, and is run; two switch it off. */
  @Test
  void aTriggerForEachStatementIsRunAndASecondOneIsInTheWay() throws Exception {
    String trigger =
        "CREATE TRIGGER %s BEFORE INSERT ON geospatial_metrics FOR EACH STATEMENT EXECUTE FUNCTION tick()";
    table.execute(
        "CREATE SEQUENCE ticks",
        "CREATE FUNCTION tick() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM nextval(''ticks''); RETURN NULL; END'",
        trigger.formatted("one"));
    assertThat(obstacle()).isEmpty();
    assertThat(writeStraight(readings())).isEqualTo(Mode.DIRECT_COMPRESS);
    assertThat(table.rowsInRowstore()).isZero();
    assertThat(table.number("SELECT last_value FROM ticks")).isEqualTo(1);

    table.execute(trigger.formatted("two"));
    assertThat(obstacle()).get().asString().contains("one, two");
    assertThat(writeStraight(readings())).isEqualTo(Mode.COPY);
  }

  private Optional<String> obstacle() throws SQLException {
    return DirectCompress.obstacle(table.pool(), WeatherTable.TARGET);
  }

  private Mode writeStraight(List<Reading> readings) throws SQLException {
    return writer.write(
        ColumnstoreWriters.directCompress(WeatherTable.TARGET, ChunkWidth.HOUR), readings);
  }

  private static List<Reading> readings() {
    return TestReadings.of(twoDaysAgo(), MANY, 1);
  }
}
