package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.stack.Database;
import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A plain table becomes a hypertable in pieces, with all its rows and all that belongs to it; one
 * that cannot is left as it is.
 */
@RequiresTimescaleDb
class PlainTableIT {

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

  @Test
  void hundredsOfThousandsOfRowsAreMovedInPiecesAndReported() throws Exception {
    sql.run(TutorialSchema.TABLE);
    table.insertRows(1000, 300);
    String before = table.fingerprint();
    HeardProgress heard = new HeardProgress();

    table.migrator(heard).migrate();

    assertThat(table.fingerprint()).isEqualTo(before);
    // Autovacuum or a job of TimescaleDB may hold a lock for a moment.
    assertThat(heard.works)
        .contains(RowsAside.WORK, RowsBack.WORK, HistoryRefresh.WORK)
        .isSubsetOf(RowsAside.WORK, RowsBack.WORK, HistoryRefresh.WORK, Locks.WAITING);
    // Each piece has at most 20 hours of 300 rows.
    assertThat(heard.rowsBack).hasSizeBetween(50, 52).startsWith(0L);
    assertThat(heard.days).isBetween(41L, 43L);
    assertThat(table.tablesOfOurs()).isEqualTo("");
    table.assertAggregatesHaveEachRowOnce("300000");
  }

  @Test
  void moreHoursThanTheServerHasLocksForAreMoved() throws Exception {
    try (OwnServer own =
        OwnServer.start(Map.of("max_locks_per_transaction", "10", "max_connections", "20"))) {
      sql = Sql.asOwner(own.database());
      table = new PlainTable(sql);
      sql.run(TutorialSchema.TABLE);
      table.insertRows(700, 5);

      String beforeToday =
          sql.value(
              "SELECT count(*) FROM geospatial_metrics WHERE time < date_trunc('day', now(), 'UTC')");

      table.migrator(MigrationProgress.none()).migrate();

      sql.run(
          "ALTER MATERIALIZED VIEW hourly_metrics SET (timescaledb.materialized_only = true)",
          "ALTER MATERIALIZED VIEW daily_metrics SET (timescaledb.materialized_only = true)");
      table.assertAggregatesHaveEachRowOnce(beforeToday);
    }
  }

  @Test
  void aRowOfTheYearOneIsAdoptedLikeTheOthers() throws Exception {
    sql.run(TutorialSchema.TABLE);
    table.insertRows(100, 10);
    sql.run(
        "INSERT INTO geospatial_metrics (time, location_id) VALUES ('0001-01-01 00:30:00+00', 'x'), ('9999-12-31 23:30:00+00', 'x')");
    sql.run(
        "CREATE EXTENSION timescaledb", "SELECT _timescaledb_functions.stop_background_workers()");
    HeardProgress heard = new HeardProgress();

    table.migrator(heard).migrate();

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
    table.insertRows(10, 20);
    String before = table.fingerprint();

    sql.migrator().migrate();

    assertThat(table.fingerprint()).isEqualTo(before);
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
        // Rows that the index refuses would have to be found by comparing all columns.
        "ALTER TABLE geospatial_metrics ADD COLUMN more json; CREATE UNIQUE INDEX once ON geospatial_metrics (location_id, time)",
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
    String before = table.fingerprint();

    assertThatThrownBy(() -> sql.migrator().migrate()).isInstanceOf(SchemaRefusedException.class);

    assertThat(table.fingerprint()).isEqualTo(before);
    assertThat(table.tablesOfOurs()).isEqualTo("");
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
}
