package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.geostream.stack.Database;
import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A plain table becomes a hypertable in pieces, and no row is lost or doubled. */
@RequiresTimescaleDb
class PlainTableIT {

  /** Of the rows of a piece there are several pieces, and several hours in each. */
  private static final PieceSize SMALL = new PieceSize(100, 10_000, 20);

  private Database database;
  private Sql sql;

  @BeforeEach
  void create() {
    database = SharedStack.freshDatabase();
    sql = Sql.asOwner(database);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  /** Rows of 200 stations over the last so many hours, in no order of time. */
  private void insertRows(int hours, int rowsOfAnHour) throws SQLException {
    sql.run(
        String.format(
            Locale.ROOT,
            """
        INSERT INTO geospatial_metrics (time, location_id, latitude, temperature)
        SELECT date_trunc('hour', now()) - INTERVAL '1 hour' * (n %% %1$d) - INTERVAL '1 second' * (n / %1$d %% 3600),
               'loc_' || n %% 200, n, 20
          FROM generate_series(1, %1$d * %2$d) n
        """,
            hours,
            rowsOfAnHour));
  }

  private String fingerprint() throws SQLException {
    return sql.value(
        "SELECT concat_ws(' ', count(*), sum(latitude), sum(hashtextextended(geospatial_metrics::text, 0)::numeric)) FROM geospatial_metrics");
  }

  private SchemaMigrator migrator(MigrationProgress progress) {
    return new SchemaMigrator(sql.dataSource(), false, progress, SMALL);
  }

  private static final class Heard implements MigrationProgress {
    private final Set<String> works = new ConcurrentSkipListSet<>();
    private final List<Long> rowsBack = new ArrayList<>();
    private long days;

    @Override
    public void at(String work, long done, long total, String unit) {
      works.add(work);
      assertThat(done).isBetween(0L, total);
      if (work.equals(RowsBack.WORK)) {
        rowsBack.add(done);
      } else if (work.equals(HistoryRefresh.WORK)) {
        days = total;
      }
    }

    @Override
    public void at(String work) {
      works.add(work);
    }
  }

  @Test
  void hundredsOfThousandsOfRowsAreMovedInPiecesAndReported() throws Exception {
    sql.run(TutorialSchema.TABLE);
    insertRows(1000, 300);
    String before = fingerprint();
    Heard heard = new Heard();

    migrator(heard).migrate();

    assertThat(fingerprint()).isEqualTo(before);
    assertThat(heard.works)
        .containsExactlyInAnyOrder(RowsAside.WORK, RowsBack.WORK, HistoryRefresh.WORK);
    // Each piece has at most 20 hours of 300 rows.
    assertThat(heard.rowsBack).hasSizeBetween(50, 52).startsWith(0L);
    assertThat(heard.days).isBetween(41L, 43L);
    assertThat(tablesOfOurs()).isEqualTo("");
    assertAggregatesHaveEachRowOnce("300000");
  }

  private String tablesOfOurs() throws SQLException {
    return sql.value(
        "SELECT coalesce(string_agg(tablename, ','), '') FROM pg_tables WHERE tablename IN ('geostream_adopted_rows', 'geostream_refreshed_history')");
  }

  private void assertAggregatesHaveEachRowOnce(String rows) throws SQLException {
    assertThat(sql.value("SELECT sum(record_count) FROM hourly_metrics")).isEqualTo(rows);
    assertThat(sql.value("SELECT sum(record_count) FROM daily_metrics")).isEqualTo(rows);
  }

  @Test
  void moreHoursThanTheServerHasLocksForAreMoved() throws Exception {
    try (OwnServer own =
        OwnServer.start(Map.of("max_locks_per_transaction", "10", "max_connections", "20"))) {
      sql = Sql.asOwner(own.database());
      sql.run(TutorialSchema.TABLE);
      insertRows(700, 5);

      String beforeToday =
          sql.value(
              "SELECT count(*) FROM geospatial_metrics WHERE time < date_trunc('day', now(), 'UTC')");

      migrator(MigrationProgress.none()).migrate();

      sql.run(
          "ALTER MATERIALIZED VIEW hourly_metrics SET (timescaledb.materialized_only = true)",
          "ALTER MATERIALIZED VIEW daily_metrics SET (timescaledb.materialized_only = true)");
      assertAggregatesHaveEachRowOnce(beforeToday);
    }
  }

  /** Ends the migration's own session once work is so far, and lets it go on then. */
  private final class Killing implements MigrationProgress {
    private final String work;
    private final long done;
    private boolean killed;

    Killing(String work, long done) {
      this.work = work;
      this.done = done;
    }

    @Override
    public void at(String now, long soMuch, long total, String unit) {
      if (!killed && now.equals(work) && soMuch >= done) {
        killed = true;
        try {
          sql.run(
              "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'migration'");
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    public void at(String now) {}
  }

  @ParameterizedTest
  @ValueSource(strings = {RowsAside.WORK, RowsBack.WORK, HistoryRefresh.WORK})
  void aMigrationWhoseSessionEndsHalfWayGoesOnWhereItWas(String work) throws Exception {
    sql.run(TutorialSchema.TABLE);
    insertRows(500, 100);
    String before = fingerprint();
    PGSimpleDataSource source = (PGSimpleDataSource) Sql.asOwner(database).dataSource();
    source.setApplicationName("migration");
    Killing killing = new Killing(work, 10);
    assertThatThrownBy(() -> new SchemaMigrator(source, false, killing, SMALL).migrate())
        .as("an outage")
        .isInstanceOf(SQLException.class);
    assertThat(tablesOfOurs()).isNotEmpty();
    List<Long> firstOfNext = new ArrayList<>();

    migrator(
            new MigrationProgress() {
              @Override
              public void at(String now, long done, long total, String unit) {
                if (now.equals(work)) {
                  firstOfNext.add(work.equals(RowsBack.WORK) ? 50_000 - total : done);
                }
              }

              @Override
              public void at(String now) {}
            })
        .migrate();

    assertThat(firstOfNext.get(0)).as("done before").isGreaterThanOrEqualTo(10);
    assertThat(fingerprint()).isEqualTo(before);
    assertThat(tablesOfOurs()).isEqualTo("");
    assertAggregatesHaveEachRowOnce("50000");
  }

  private void killWhen(String work, long done) {
    PGSimpleDataSource source = (PGSimpleDataSource) Sql.asOwner(database).dataSource();
    source.setApplicationName("migration");
    SchemaMigrator migrator = new SchemaMigrator(source, false, new Killing(work, done), SMALL);
    assertThatThrownBy(migrator::migrate).as("an outage").isInstanceOf(SQLException.class);
  }

  @Test
  void theRoomOfTheTableIsGivenBackThoughTheMigrationWasKilledJustBeforeThat() throws Exception {
    sql.run(TutorialSchema.TABLE);
    insertRows(100, 10);
    killWhen(RowsAside.WORK, 1000);

    sql.migrator().migrate();

    assertThat(sql.value("SELECT pg_relation_size('geospatial_metrics')")).isEqualTo("0");
    assertThat(sql.value("SELECT count(*) FROM geospatial_metrics")).isEqualTo("1000");
  }

  @Test
  void rowsThatAnEarlierBuildLeftAsideComeBack() throws Exception {
    sql.run(TutorialSchema.TABLE);
    insertRows(500, 100);
    String before = fingerprint();
    killWhen(RowsBack.WORK, 10);
    sql.run("ALTER TABLE geostream_adopted_rows RENAME TO unknown");
    sql.migrator().migrate();
    sql.run("ALTER TABLE unknown RENAME TO geostream_adopted_rows");
    assertThat(sql.migrator().check().warnings()).isNotEmpty();

    assertThat(migrator(MigrationProgress.none()).migrate().warnings()).isEmpty();

    assertThat(fingerprint()).isEqualTo(before);
    assertThat(tablesOfOurs()).isEqualTo("");
    sql.run("ALTER MATERIALIZED VIEW daily_metrics SET (timescaledb.materialized_only = true)");
    assertThat(sql.value("SELECT sum(record_count) FROM daily_metrics"))
        .isEqualTo(
            sql.value(
                "SELECT count(*) FROM geospatial_metrics WHERE time < date_trunc('day', now(), 'UTC')"));
  }

  @Test
  void aRowThatAnotherProgramWroteMeanwhileIsKeptOnceMore() throws Exception {
    sql.run(
        TutorialSchema.TABLE, "CREATE UNIQUE INDEX once ON geospatial_metrics (location_id, time)");
    insertRows(500, 100);
    killWhen(RowsBack.WORK, 10);
    sql.run(
        "INSERT INTO geospatial_metrics (time, location_id, latitude) SELECT time, location_id, -1 FROM geostream_adopted_rows LIMIT 3");

    assertThat(migrator(MigrationProgress.none()).migrate().warnings())
        .anyMatch(each -> each.contains("geostream_refused_rows"));

    assertThat(sql.value("SELECT count(*) FROM geospatial_metrics")).isEqualTo("50000");
    assertThat(
            sql.value(
                "SELECT count(*) FROM geostream_refused_rows JOIN geospatial_metrics m USING (time, location_id) WHERE m.latitude = -1"))
        .isEqualTo("3");
    assertThat(tablesOfOurs()).isEqualTo("");
  }

  @Test
  void aTriggerThatIsEnabledAgainTooEarlyIsRefusedBeforeItDropsRows() throws Exception {
    sql.run(TutorialSchema.TABLE);
    insertRows(500, 100);
    String before = fingerprint();
    killWhen(RowsBack.WORK, 10);
    sql.run(
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER none BEFORE INSERT ON geospatial_metrics FOR EACH ROW EXECUTE FUNCTION no()");

    assertThatThrownBy(() -> migrator(MigrationProgress.none()).migrate())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining("none");

    sql.run("DROP TRIGGER none ON geospatial_metrics");
    migrator(MigrationProgress.none()).migrate();
    assertThat(fingerprint()).isEqualTo(before);
  }

  @Test
  void anAnswerMayTakeLongerThanTheSocketTimeOutWhileMigrationsAreApplied() throws Exception {
    sql.run(
        TutorialSchema.TABLE,
        "INSERT INTO geospatial_metrics (time, location_id) VALUES (now(), 'a')",
        "CREATE FUNCTION wait() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(2); END'",
        "CREATE EVENT TRIGGER slow ON ddl_command_end WHEN TAG IN ('CREATE TABLE AS') EXECUTE FUNCTION wait()");
    PGSimpleDataSource hurried = (PGSimpleDataSource) Sql.asOwner(database).dataSource();
    hurried.setSocketTimeout(1);

    new SchemaMigrator(hurried, false, MigrationProgress.none()).migrate();

    assertThat(sql.value("SELECT count(*) FROM geospatial_metrics")).isEqualTo("1");
  }

  @Test
  void aRowOfTheYearOneIsAdoptedLikeTheOthers() throws Exception {
    sql.run(TutorialSchema.TABLE);
    insertRows(100, 10);
    sql.run(
        "INSERT INTO geospatial_metrics (time, location_id) VALUES ('0001-01-01 00:30:00+00', 'x'), ('9999-12-31 23:30:00+00', 'x')");
    sql.run(
        "CREATE EXTENSION timescaledb", "SELECT _timescaledb_functions.stop_background_workers()");
    Heard heard = new Heard();

    migrator(heard).migrate();

    assertThat(heard.days).isBetween(5L, 7L);
    assertThat(sql.value("SELECT count(*) FROM geospatial_metrics")).isEqualTo("1002");
    sql.run("ALTER MATERIALIZED VIEW daily_metrics SET (timescaledb.materialized_only = true)");
    assertThat(
            sql.value("SELECT record_count FROM daily_metrics WHERE day = '0001-01-01 00:00+00'"))
        .isEqualTo("1");
  }

  @Test
  void rowsWithoutAUsableTimeStayInTheirTableAndAreReported() throws Exception {
    sql.run(
        TutorialSchema.TABLE,
        "ALTER TABLE geospatial_metrics ALTER time DROP NOT NULL",
        "INSERT INTO geospatial_metrics (time, location_id) VALUES (NULL, 'a'), ('infinity', 'b'), ('-infinity', 'c'), ('4000-01-01 BC', 'd'), ('12000-01-01', 'e'), (now(), 'f')");

    assertThat(sql.migrator().migrate().warnings())
        .singleElement()
        .asString()
        .contains("geostream_adopted_rows");

    assertThat(sql.values("SELECT location_id FROM geospatial_metrics")).containsExactly("f");
    assertThat(sql.values("SELECT location_id FROM geostream_adopted_rows ORDER BY 1"))
        .containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void viewsGrantsKeysAndColumnsOfOthersStay() throws Exception {
    sql.run(
        TutorialSchema.TABLE,
        "ALTER TABLE geospatial_metrics ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY",
        "ALTER TABLE geospatial_metrics ADD COLUMN gone int",
        "ALTER TABLE geospatial_metrics ADD COLUMN fahrenheit double precision GENERATED ALWAYS AS (temperature * 1.8 + 32) STORED",
        "ALTER TABLE geospatial_metrics DROP COLUMN gone",
        "CREATE UNIQUE INDEX once ON geospatial_metrics (id, time)",
        "CREATE VIEW warm AS SELECT time, location_id FROM geospatial_metrics WHERE fahrenheit > 60",
        "GRANT SELECT ON geospatial_metrics TO PUBLIC");
    insertRows(10, 20);
    String before = fingerprint();

    sql.migrator().migrate();

    assertThat(fingerprint()).isEqualTo(before);
    assertThat(sql.value("SELECT count(*) FROM warm")).isEqualTo("200");
    assertThat(
            sql.value(
                "SELECT relacl::text LIKE '%=r/%' FROM pg_class WHERE oid = 'geospatial_metrics'::regclass"))
        .isEqualTo("t");
    assertThat(
            sql.values(
                "SELECT indexrelid::regclass FROM pg_index WHERE indisunique AND indrelid = 'geospatial_metrics'::regclass"))
        .containsExactly("once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A unique index without the time.
        "CREATE UNIQUE INDEX once ON geospatial_metrics (location_id)",
        // Its rows would be deleted with those of the table.
        "CREATE TABLE other (id int REFERENCES geospatial_metrics (id) ON DELETE CASCADE)",
        "CREATE RULE keep AS ON DELETE TO geospatial_metrics DO INSTEAD NOTHING",
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER no BEFORE DELETE ON geospatial_metrics FOR EACH ROW EXECUTE FUNCTION no()",
        "CREATE TABLE child () INHERITS (geospatial_metrics)",
        // The columnstore refuses it.
        "ALTER TABLE geospatial_metrics ENABLE ROW LEVEL SECURITY",
        // It would be dropped with ours.
        "CREATE VIEW today AS SELECT * FROM hourly_metrics"
      })
  void whatCannotBecomeAHypertableIsRefusedAndLeftAsItIs(String obstacle) throws Exception {
    sql.run(TutorialSchema.TABLE, "ALTER TABLE geospatial_metrics ADD COLUMN id int");
    sql.run("INSERT INTO geospatial_metrics (time, location_id, id) VALUES (now(), 'a', 1)");
    if (obstacle.contains("hourly_metrics")) {
      sql.migratePlain();
    }
    if (obstacle.contains("REFERENCES")) {
      sql.run("ALTER TABLE geospatial_metrics ADD UNIQUE (id)");
    }
    sql.run(obstacle);
    String before = fingerprint();

    assertThatThrownBy(() -> sql.migrator().migrate()).isInstanceOf(SchemaRefusedException.class);

    assertThat(fingerprint()).isEqualTo(before);
    assertThat(tablesOfOurs()).isEqualTo("");
  }

  @Test
  void rowsThatAPolicyHidesAreNotLost() throws Exception {
    String owner = "hidden_" + System.nanoTime();
    sql.run(
        "CREATE EXTENSION timescaledb",
        "CREATE ROLE " + owner + " LOGIN PASSWORD 'h'",
        "GRANT ALL ON SCHEMA public TO " + owner);
    Sql own = Sql.as(database, owner, Optional.of("h"));
    own.run(
        TutorialSchema.TABLE,
        "INSERT INTO geospatial_metrics (time, location_id) VALUES (now(), 'seen'), (now(), 'hidden')",
        "CREATE POLICY part ON geospatial_metrics USING (location_id = 'seen')",
        "ALTER TABLE geospatial_metrics ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE geospatial_metrics FORCE ROW LEVEL SECURITY");

    assertThatThrownBy(() -> own.migrator().migrate()).isInstanceOf(SchemaRefusedException.class);

    assertThat(sql.value("SELECT count(*) FROM geospatial_metrics")).isEqualTo("2");
    sql.run("DROP OWNED BY " + owner, "DROP ROLE " + owner);
  }

  @Test
  void timeOutsOfTheRoleDoNotHoldForAMigration() throws Exception {
    sql.run(TutorialSchema.TABLE);
    insertRows(500, 100);
    String before = fingerprint();
    PGSimpleDataSource hurried = (PGSimpleDataSource) Sql.asOwner(database).dataSource();
    hurried.setOptions("-c statement_timeout=20");

    new SchemaMigrator(hurried, false, MigrationProgress.none()).migrate();

    assertThat(fingerprint()).isEqualTo(before);
  }

  @Test
  void aMigrationThatIsAbortedEndsAtOnce() throws Exception {
    sql.run(TutorialSchema.TABLE);
    insertRows(100, 10);
    try (Connection blocker = sql.dataSource().getConnection();
        Statement statement = blocker.createStatement()) {
      SchemaMigrator migrator = sql.migrator();
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE geospatial_metrics IN ACCESS SHARE MODE");
      var migration = CompletableFuture.runAsync(() -> migrate(migrator));
      await()
          .until(
              () ->
                  sql.holds(
                      "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"));
      long start = System.nanoTime();

      migrator.abort();

      assertThat(migration).failsWithin(Duration.ofSeconds(3));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }
    assertThat(sql.value("SELECT count(*) FROM geospatial_metrics")).isEqualTo("1000");
  }

  private static void migrate(SchemaMigrator migrator) {
    try {
      migrator.migrate();
    } catch (SQLException | SchemaRefusedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTableThatOthersHoldForLongIsWaitedForWithPausesForTheOthers() throws Exception {
    sql.run(TutorialSchema.TABLE);
    insertRows(100, 10);
    try (Connection blocker = sql.dataSource().getConnection();
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE geospatial_metrics IN ACCESS SHARE MODE");
      Heard heard = new Heard();
      SchemaMigrator migrator = migrator(heard);
      var migration = CompletableFuture.runAsync(() -> migrate(migrator));
      await().until(() -> heard.works.contains(Locks.WAITING));

      sql.run(
          "SET lock_timeout = '1s'",
          "INSERT INTO geospatial_metrics (time, location_id) VALUES (now(), 'x')",
          "DELETE FROM geospatial_metrics WHERE location_id = 'x'");
      assertThat(migration).isNotDone();

      blocker.commit();
      assertThat(migration).succeedsWithin(Duration.ofSeconds(30));
    }
    assertThat(sql.value("SELECT count(*) FROM geospatial_metrics")).isEqualTo("1000");
  }
}
