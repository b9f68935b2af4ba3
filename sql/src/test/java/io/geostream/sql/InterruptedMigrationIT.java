package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.geostream.common.mapping.file.MappingFile;
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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A migration that is killed, held up or timed out loses no row, and the next one completes it. */
@RequiresTimescaleDb
class InterruptedMigrationIT {

  private Database database;
  private Sql sql;
  private PlainTable table;

  @BeforeEach
  void create() {
    database = SharedStack.freshDatabase();
    sql = Sql.asOwner(database);
    table = new PlainTable(sql);
  }

  @AfterEach
  void drop() {
    database.close();
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

  private void killWhen(String work, long done) {
    PGSimpleDataSource source = (PGSimpleDataSource) Sql.asOwner(database).dataSource();
    source.setApplicationName("migration");
    SchemaMigrator migrator =
        new SchemaMigrator(
            source, MappingFile.builtIn(), false, new Killing(work, done), PlainTable.SMALL);
    assertThatThrownBy(migrator::migrate).as("an outage").isInstanceOf(SQLException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {RowsAside.WORK, RowsBack.WORK, HistoryRefresh.WORK})
  void aMigrationWhoseSessionEndsHalfWayGoesOnWhereItWas(String work) throws Exception {
    sql.run(TutorialSchema.TABLE);
    table.insertRows(500, 100);
    String before = table.fingerprint();
    killWhen(work, 10);
    assertThat(table.tablesOfOurs()).isNotEmpty();
    List<Long> firstOfNext = new ArrayList<>();

    table
        .migrator(
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
    assertThat(table.fingerprint()).isEqualTo(before);
    assertThat(table.tablesOfOurs()).isEqualTo("");
    table.assertAggregatesHaveEachRowOnce("50000");
  }

  @Test
  void theRoomOfTheTableIsGivenBackThoughTheMigrationWasKilledJustBeforeThat() throws Exception {
    sql.run(TutorialSchema.TABLE);
    table.insertRows(100, 10);
    killWhen(RowsAside.WORK, 1000);

    sql.migrator().migrate();

    assertThat(sql.value("SELECT pg_relation_size('geospatial_metrics')")).isEqualTo("0");
    assertThat(sql.value("SELECT count(*) FROM geospatial_metrics")).isEqualTo("1000");
  }

  @Test
  void rowsThatAnEarlierBuildLeftAsideComeBack() throws Exception {
    sql.run(TutorialSchema.TABLE);
    table.insertRows(500, 100);
    String before = table.fingerprint();
    killWhen(RowsBack.WORK, 10);
    sql.run("ALTER TABLE geostream_adopted_rows RENAME TO unknown");
    sql.migrator().migrate();
    sql.run("ALTER TABLE unknown RENAME TO geostream_adopted_rows");
    assertThat(sql.migrator().check().warnings()).isNotEmpty();

    assertThat(table.migrator(MigrationProgress.none()).migrate().warnings()).isEmpty();

    assertThat(table.fingerprint()).isEqualTo(before);
    assertThat(table.tablesOfOurs()).isEqualTo("");
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
    table.insertRows(500, 100);
    killWhen(RowsBack.WORK, 10);
    sql.run(
        "INSERT INTO geospatial_metrics (time, location_id, latitude) SELECT time, location_id, -1 FROM geostream_adopted_rows LIMIT 3");

    assertThat(table.migrator(MigrationProgress.none()).migrate().warnings())
        .anyMatch(each -> each.contains("geostream_refused_rows"));

    assertThat(sql.value("SELECT count(*) FROM geospatial_metrics")).isEqualTo("50000");
    assertThat(
            sql.value(
                "SELECT count(*) FROM geostream_refused_rows JOIN geospatial_metrics m USING (time, location_id) WHERE m.latitude = -1"))
        .isEqualTo("3");
    assertThat(table.tablesOfOurs()).isEqualTo("");
  }

  @Test
  void aTriggerThatIsEnabledAgainTooEarlyIsRefusedBeforeItDropsRows() throws Exception {
    sql.run(TutorialSchema.TABLE);
    table.insertRows(500, 100);
    String before = table.fingerprint();
    killWhen(RowsBack.WORK, 10);
    sql.run(
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER none BEFORE INSERT ON geospatial_metrics FOR EACH ROW EXECUTE FUNCTION no()");

    assertThatThrownBy(() -> table.migrator(MigrationProgress.none()).migrate())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining("none");

    sql.run("DROP TRIGGER none ON geospatial_metrics");
    table.migrator(MigrationProgress.none()).migrate();
    assertThat(table.fingerprint()).isEqualTo(before);
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

    new SchemaMigrator(hurried, MappingFile.builtIn(), false, MigrationProgress.none()).migrate();

    assertThat(sql.value("SELECT count(*) FROM geospatial_metrics")).isEqualTo("1");
  }

  @Test
  void timeOutsOfTheRoleDoNotHoldForAMigration() throws Exception {
    sql.run(TutorialSchema.TABLE);
    table.insertRows(500, 100);
    String before = table.fingerprint();
    PGSimpleDataSource hurried = (PGSimpleDataSource) Sql.asOwner(database).dataSource();
    hurried.setOptions("-c statement_timeout=20");

    new SchemaMigrator(hurried, MappingFile.builtIn(), false, MigrationProgress.none()).migrate();

    assertThat(table.fingerprint()).isEqualTo(before);
  }

  @Test
  void aMigrationThatIsAbortedEndsAtOnce() throws Exception {
    sql.run(TutorialSchema.TABLE);
    table.insertRows(100, 10);
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
    table.insertRows(100, 10);
    try (Connection blocker = sql.dataSource().getConnection();
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE geospatial_metrics IN ACCESS SHARE MODE");
      HeardProgress heard = new HeardProgress();
      SchemaMigrator migrator = table.migrator(heard);
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

  @ParameterizedTest
  @ValueSource(strings = {"CREATE EXTENSION timescaledb", "CREATE ROLE geostream_reader"})
  void whatAnotherSessionIsMakingIsWaitedForAsLongAsItTakes(String statement) throws Exception {
    try (OwnServer own = OwnServer.start();
        Connection blocker = Sql.asOwner(own.database()).dataSource().getConnection();
        Statement making = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      making.execute(statement);
      HeardProgress heard = new HeardProgress();
      SchemaMigrator migrator = new PlainTable(Sql.asOwner(own.database())).migrator(heard);
      var migration = CompletableFuture.runAsync(() -> migrate(migrator));
      await().until(() -> migration.isDone() || heard.works.contains(Locks.WAITING));
      assertThat(migration).isNotDone();

      blocker.commit();

      assertThat(migration).succeedsWithin(Duration.ofSeconds(30));
    }
  }
}
