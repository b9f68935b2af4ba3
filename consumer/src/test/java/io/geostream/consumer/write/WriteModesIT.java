package io.geostream.consumer.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.common.reading.NumericField;
import io.geostream.common.reading.Reading;
import io.geostream.common.reading.ReadingFields;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.Records;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.consumer.write.RowWriter.Mode;
import io.geostream.consumer.write.Transaction.Outcome.Written;
import io.geostream.sql.SchemaMigrator;
import io.geostream.stack.Database;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way of writing against a real server: the same rows, and where they come to lie. */
final class WriteModesIT {

  private static final int LARGE = 12_000;
  private static final OffsetKey KEY = new OffsetKey("g", "c", "t", Uuid.ZERO_UUID);

  private Database database;
  private HikariDataSource pool;
  private long nextOffset;

  @BeforeEach
  void open() throws Exception {
    database = SharedStack.freshDatabase();
    pool =
        DatabasePool.open(
            new DatabaseAddress(
                database.jdbcUrl(), database.user(), database.password().orElse(null)),
            1);
  }

  @AfterEach
  void drop() {
    pool.close();
    database.close();
  }

  @Nested
  @RequiresTimescaleDb
  final class OnTimescaleDb {

    /** Whatever the server has in store: a policy that runs by itself would be in the way. */
    @BeforeEach
    void migrate() throws Exception {
      new SchemaMigrator(pool, false).migrate();
      execute("SELECT _timescaledb_functions.stop_background_workers()");
      insertOffset();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void eachModeWritesExactlyTheRowsOfTheBatch(Mode mode) throws Exception {
      assertWritesExactlyTheRows(mode);
    }

    @Test
    void rowsOfDirectCompressLieInTheColumnstoreAndThePolicyPutsThemInOrder() throws Exception {
      for (int batch = 0; batch < 3; batch++) {
        assertThat(write(RowWriters.directCompress(), readings(twoDaysAgo(), LARGE, 1)))
            .isEqualTo(Mode.DIRECT_COMPRESS);
      }
      assertThat(
              strings(
                  "SELECT is_compressed FROM timescaledb_information.chunks WHERE hypertable_name = 'geospatial_metrics'"))
          .containsExactly("t");
      assertThat(rowsInRowstore()).as("rows beside the columnstore").isZero();
      assertThat(statusOfChunks()).containsExactly("{COMPRESSED,UNORDERED}");
      long before = segments();

      String policy =
          strings(
                  "SELECT job_id FROM timescaledb_information.jobs WHERE hypertable_name = 'geospatial_metrics' AND proc_name = 'policy_compression'")
              .get(0);
      execute("CALL run_job(" + policy + ")");

      assertThat(statusOfChunks()).containsExactly("{COMPRESSED}");
      assertThat(segments()).isLessThanOrEqualTo(before);
      assertThat(count()).isEqualTo(3 * LARGE);
    }

    /**
     * Why no table is written both ways at once (ADR 90). If this fails, TimescaleDB has learned to
     * tell, and auto may choose for each batch.
     */
    @Test
    void rowsCopiedIntoAChunkThatDirectCompressWasAboutToMakeAreOutOfSight() throws Exception {
      CompletableFuture<Mode> direct;
      try (Connection copying = database.connect()) {
        copying.setAutoCommit(false);
        CopyRows rows = batch(readings(twoDaysAgo(), 500, 1)).rows();
        new CopyRowWriter().write(copying, rows, 0, rows.count()); // makes the chunk
        direct =
            CompletableFuture.supplyAsync(
                () -> unchecked(RowWriters.directCompress(), readings(twoDaysAgo(), LARGE, 1)));
        await().until(() -> isSomebodyWaitingForALock(copying));
        copying.commit();
      }
      assertThat(direct.get()).isEqualTo(Mode.DIRECT_COMPRESS);
      assertThat(rowsInRowstore()).isEqualTo(500);
      assertThat(count()).isEqualTo(LARGE);
    }

    private Mode unchecked(RowWriters writers, List<Reading> readings) {
      try {
        return write(writers, readings);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private static boolean isSomebodyWaitingForALock(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database())")) {
        return row.next() && row.getBoolean(1);
      }
    }

    @Test
    void rowsThatComeLateIntoTheColumnstoreReachTheAggregates() throws Exception {
      write(RowWriters.copy(), readings(twoDaysAgo(), 500, 1));
      execute("CALL refresh_continuous_aggregate('hourly_metrics', NULL, NULL)");
      assertThat(write(RowWriters.directCompress(), readings(twoDaysAgo(), LARGE, 1)))
          .isEqualTo(Mode.DIRECT_COMPRESS);
      execute("CALL refresh_continuous_aggregate('hourly_metrics', NULL, NULL)");
      assertThat(strings("SELECT sum(record_count) FROM hourly_metrics"))
          .containsExactly(Integer.toString(500 + LARGE));
    }

    @Test
    void checksAndNotNullAreEnforcedInTheColumnstore() throws Exception {
      execute(
          "ALTER TABLE geospatial_metrics ADD CONSTRAINT no_ghosts CHECK (location_id <> 'ghost')");
      List<Reading> readings = readings(twoDaysAgo(), LARGE, 1);
      readings.add(Reading.at(twoDaysAgo(), "ghost").set(NumericField.TEMPERATURE, 1).build());
      assertRefused(readings, "23514");

      execute("ALTER TABLE geospatial_metrics ALTER COLUMN humidity SET NOT NULL");
      readings.set(LARGE, Reading.at(twoDaysAgo(), "dry").set(NumericField.TEMPERATURE, 1).build());
      assertRefused(readings, "23502");
    }

    private void assertRefused(List<Reading> readings, String state) throws Exception {
      assertThatThrownBy(() -> write(RowWriters.directCompress(), readings))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
      assertThat(count()).isZero();
    }

    @Test
    void whatTimescaleDbDoesNotPutIntoTheColumnstoreIsTold() throws Exception {
      execute("CREATE UNIQUE INDEX once ON geospatial_metrics (location_id, time)");
      assertThat(write(RowWriters.directCompress(), readings(twoDaysAgo(), LARGE, 1)))
          .isEqualTo(Mode.COPY);
      assertThat(rowsInRowstore()).isEqualTo(LARGE);
    }

    @Test
    void aWritersRightsAreEnough() throws Exception {
      execute("ALTER DATABASE %s SET ROLE geostream_writer".formatted(databaseName()));
      try (HikariDataSource writer =
          DatabasePool.open(
              new DatabaseAddress(
                  database.jdbcUrl(), database.user(), database.password().orElse(null)),
              1)) {
        assertThat(currentUser(writer)).isEqualTo("geostream_writer");
        assertThat(DirectCompressProbe.probe(writer).obstacle()).isEmpty();
        assertThat(write(writer, RowWriters.directCompress(), readings(twoDaysAgo(), LARGE, 1)))
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
      execute("CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
      for (Map.Entry<String, String> each : obstacles.entrySet()) {
        execute(each.getKey());
        assertThat(obstacle()).as(each.getKey()).get().asString().contains(each.getValue());
        execute(
            "ALTER TABLE geospatial_metrics DROP CONSTRAINT IF EXISTS pk",
            "DROP INDEX IF EXISTS once",
            "DROP TRIGGER IF EXISTS look ON geospatial_metrics",
            "DROP TRIGGER IF EXISTS all_new ON geospatial_metrics");
      }
      execute(
          "CALL remove_columnstore_policy('geospatial_metrics')",
          "ALTER TABLE geospatial_metrics SET (timescaledb.enable_columnstore = false)");
      assertThat(obstacle()).get().asString().contains("columnstore is not enabled");
    }

    /** One trigger for a statement leaves the columnstore on, and is run; two switch it off. */
    @Test
    void aTriggerForEachStatementIsRunAndASecondOneIsInTheWay() throws Exception {
      String trigger =
          "CREATE TRIGGER %s BEFORE INSERT ON geospatial_metrics FOR EACH STATEMENT EXECUTE FUNCTION tick()";
      execute(
          "CREATE SEQUENCE ticks",
          "CREATE FUNCTION tick() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM nextval(''ticks''); RETURN NULL; END'",
          trigger.formatted("one"));
      assertThat(obstacle()).isEmpty();
      assertThat(write(RowWriters.directCompress(), readings(twoDaysAgo(), LARGE, 1)))
          .isEqualTo(Mode.DIRECT_COMPRESS);
      assertThat(rowsInRowstore()).isZero();
      assertThat(strings("SELECT last_value FROM ticks")).containsExactly("1");

      execute(trigger.formatted("two"));
      assertThat(obstacle()).get().asString().contains("one, two");
      assertThat(write(RowWriters.directCompress(), readings(twoDaysAgo(), LARGE, 1)))
          .isEqualTo(Mode.COPY);
    }

    private Optional<String> obstacle() throws SQLException {
      return DirectCompressProbe.probe(pool).obstacle();
    }
  }

  @Nested
  final class OnAPlainTable {

    @BeforeEach
    void makeTables() throws Exception {
      execute(
          """
          CREATE TABLE geospatial_metrics (time timestamptz, location_id text, latitude float8, longitude float8,
            temperature float8, humidity float8, pressure float8, wind_speed float8, wind_direction float8)""",
          """
          CREATE TABLE kafka_offsets (consumer_group text, cluster_id text, topic text, partition int, next_offset bigint,
            topic_id text, leader_epoch int, updated_at timestamptz)""");
      insertOffset();
    }

    @ParameterizedTest
    @EnumSource(
        value = Mode.class,
        names = {"COPY", "INSERT"})
    void copyAndInsertWriteExactlyTheRowsOfTheBatch(Mode mode) throws Exception {
      assertWritesExactlyTheRows(mode);
    }

    @Test
    void thereIsNoDirectCompress() throws Exception {
      assertThat(DirectCompressProbe.probe(pool).obstacle())
          .hasValue("the database has no TimescaleDB");
    }
  }

  private void assertWritesExactlyTheRows(Mode mode) throws Exception {
    List<Reading> readings = readings(twoDaysAgo(), 5_000, 3);
    long time = twoDaysAgo() + 123_456;
    readings.add(
        Reading.at(time, "Zürich 東京 🌍 'quoted\"\\")
            .set(NumericField.TEMPERATURE, Double.MIN_VALUE)
            .build());
    readings.add(Reading.at(time, "loc_1").set(NumericField.TEMPERATURE, -0.0).build());

    assertThat(write(writers(mode), readings)).isEqualTo(mode);

    assertThat(
            strings(
                "SELECT concat_ws('|', (extract(epoch FROM time) * 1000000)::bigint, location_id, "
                    + nullable()
                    + ") FROM geospatial_metrics"))
        .containsExactlyInAnyOrderElementsOf(readings.stream().map(WriteModesIT::text).toList());
  }

  private static RowWriters writers(Mode mode) {
    return switch (mode) {
      case COPY -> RowWriters.copy();
      case DIRECT_COMPRESS -> RowWriters.directCompress();
      case INSERT -> RowWriters.insert();
    };
  }

  /** Bit for bit, as two's complement, so that no printing of a number is in between. */
  private static String nullable() {
    List<String> columns = new ArrayList<>();
    for (NumericField field : NumericField.ALL) {
      columns.add("coalesce(encode(float8send(%s), 'hex'), '-')".formatted(field.column()));
    }
    return String.join(", ", columns);
  }

  private static String text(Reading reading) {
    StringBuilder text =
        new StringBuilder().append(reading.epochMicros()).append('|').append(reading.locationId());
    for (NumericField field : NumericField.ALL) {
      double value = reading.get(field);
      text.append('|')
          .append(Double.isNaN(value) ? "-" : "%016x".formatted(Double.doubleToRawLongBits(value)));
    }
    return text.toString();
  }

  /** So many readings of a hundred stations, in turns over so many hours; each lacks a value. */
  private static List<Reading> readings(long from, int count, int hours) {
    List<Reading> readings = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Reading.Builder reading =
          Reading.at(
              from + number * 1_000L + (number % hours) * Records.HOUR, "loc_" + number % 100);
      NumericField missing = NumericField.ALL.get(number % NumericField.ALL.size());
      for (NumericField field : NumericField.ALL) {
        if (field != missing) {
          reading.set(field, field.min() + (field.max() - field.min()) * (number % 997) / 997);
        }
      }
      readings.add(reading.build());
    }
    return readings;
  }

  /** The begin of an hour that the columnstore policy takes. */
  private static long twoDaysAgo() {
    return Math.floorDiv(System.currentTimeMillis() * 1_000, Records.HOUR) * Records.HOUR
        - 48 * Records.HOUR;
  }

  private Mode write(RowWriters writers, List<Reading> readings) throws SQLException {
    return write(pool, writers, readings);
  }

  private Mode write(HikariDataSource into, RowWriters writers, List<Reading> readings)
      throws SQLException {
    return write(into, writers, batch(readings));
  }

  private Batch batch(List<Reading> readings) {
    Batch batch = new Batch(0, 0, BatchLimits.ofRows(1_000_000));
    for (Reading reading : readings) {
      batch.add(Records.record(0, nextOffset), ReadingFields.of(reading));
    }
    batch.advance(0, nextOffset, nextOffset + readings.size(), Optional.empty());
    return batch;
  }

  private Mode write(HikariDataSource into, RowWriters writers, Batch batch) throws SQLException {
    Transaction transaction = new Transaction(into, writers, new OffsetTable(KEY), new InFlight());
    Transaction.Outcome outcome = transaction.write(batch);
    nextOffset += batch.rows().count();
    assertThat(outcome).isInstanceOf(Written.class);
    return ((Written) outcome).mode();
  }

  private void insertOffset() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      new OffsetTable(KEY).insert(connection, Map.of(0, 0L));
      connection.commit();
    }
  }

  private long count() throws SQLException {
    return Long.parseLong(strings("SELECT count(*) FROM geospatial_metrics").get(0));
  }

  /** What the chunks' own tables hold; the columnstore has others. */
  private long rowsInRowstore() throws SQLException {
    long rows = 0;
    for (String chunk : strings("SELECT show_chunks('geospatial_metrics')")) {
      rows += Long.parseLong(strings("SELECT count(*) FROM ONLY " + chunk).get(0));
    }
    return rows;
  }

  private List<String> statusOfChunks() throws SQLException {
    return strings(
        "SELECT _timescaledb_functions.chunk_status_text(chunk) FROM show_chunks('geospatial_metrics') chunk");
  }

  /** The compressed batches, each of up to a thousand rows. */
  private long segments() throws SQLException {
    long segments = 0;
    for (String relation :
        strings(
            """
            SELECT format('%I.%I', store.schema_name, store.table_name)
              FROM _timescaledb_catalog.chunk raw
              JOIN _timescaledb_catalog.chunk store ON store.id = raw.compressed_chunk_id""")) {
      segments += Long.parseLong(strings("SELECT count(*) FROM " + relation).get(0));
    }
    return segments;
  }

  private String databaseName() throws SQLException {
    return strings("SELECT quote_ident(current_database())").get(0);
  }

  private List<String> strings(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> strings = new ArrayList<>();
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
      return strings;
    }
  }

  private void execute(String... sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String each : sql) {
        statement.execute(each);
      }
    }
  }
}
