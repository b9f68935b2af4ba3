package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.file.MappingFile;
import io.geostream.stack.Database;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What is not ours is named, and left as it is. */
@RequiresTimescaleDb
class DetectionIT {

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

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

  private void assertMigrateRefuses(String... reasons) {
    assertThatThrownBy(() -> sql.migrator().migrate())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContainingAll(reasons)
        .hasMessageNotContaining("\n");
  }

  private void assertCheckRefuses(String... reasons) {
    assertThatThrownBy(() -> sql.migrator().check())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContainingAll(reasons)
        .hasMessageNotContaining("\n");
  }

  @Nested
  class WithoutASchemaOfOurs {

    @Test
    void checkNamesTheMissingExtensionAndDoesNotCreateIt() throws SQLException {
      assertCheckRefuses(
          "TimescaleDB", "not created in this database", "CREATE EXTENSION timescaledb");
      assertThat(sql.values("SELECT 1 FROM pg_extension WHERE extname = 'timescaledb'")).isEmpty();
    }

    @Test
    void checkNamesTheMissingMigrationsAndAppliesNone() throws SQLException {
      sql.run("CREATE EXTENSION timescaledb");
      assertCheckRefuses("lacks V1…V7", "run `migrate`");
      assertThat(sql.values("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).isEmpty();
    }

    @Test
    void aTableWithOtherColumnsIsNamedWithEachDifference() throws SQLException {
      sql.run(
          """
          CREATE TABLE geospatial_metrics (time timestamp, location_id varchar(20), latitude double precision,
            longitude double precision, temperature numeric NOT NULL, humidity double precision NOT NULL,
            pressure double precision, wind_speed double precision, sensor int NOT NULL)
          """);
      assertMigrateRefuses(
          "public.geospatial_metrics cannot be used: ",
          "geospatial_metrics.time is timestamp without time zone, not timestamp with time zone",
          "geospatial_metrics.location_id is character varying(20), not text",
          "geospatial_metrics.temperature is numeric, not double precision",
          "geospatial_metrics.humidity is NOT NULL, but rows may lack it",
          "geospatial_metrics.wind_direction is missing",
          "geospatial_metrics.sensor is NOT NULL without a default");
      assertThat(sql.values("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
          .containsExactly("geospatial_metrics");
    }

    @Test
    void aViewOfThatNameIsNamed() throws SQLException {
      sql.run("CREATE VIEW geospatial_metrics AS SELECT now() AS time");
      assertMigrateRefuses("geospatial_metrics is a plain view, not a");
    }

    @Test
    void aForeignAggregateIsNotDropped() throws SQLException {
      sql.run(TutorialSchema.TABLE, "CREATE VIEW hourly_metrics AS SELECT 1 AS something");
      assertMigrateRefuses("hourly_metrics.hour is missing");
      assertThat(sql.value("SELECT something FROM hourly_metrics")).isEqualTo("1");
    }

    @Test
    void aViewOfOthersIsNotDroppedThoughItLooksLikeOurs() throws Exception {
      sql.migratePlain();
      sql.run("DROP TABLE geostream_plain_schema_history");
      assertMigrateRefuses("hourly_metrics is a plain view that geostream did not make");
      assertThat(sql.value("SELECT count(*) FROM hourly_metrics")).isEqualTo("0");
    }

    @Test
    void anOwnerWithoutTheRightsSeesWhatFailed() throws SQLException {
      sql.run(TutorialSchema.CHAPTER_3);
      String user = "login_" + System.nanoTime();
      sql.run(
          "CREATE ROLE " + user + " LOGIN PASSWORD 'x'", "GRANT ALL ON SCHEMA public TO " + user);
      Sql login = Sql.as(database, user, java.util.Optional.of("x"));
      assertThatThrownBy(() -> login.migrator().migrate())
          .isInstanceOf(SchemaRefusedException.class)
          .hasMessageContaining(INSUFFICIENT_PRIVILEGE)
          .rootCause()
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> assertThat(e.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
      sql.run("DROP OWNED BY " + user, "DROP ROLE " + user);
    }
  }

  @Nested
  class WithOurSchema {

    @BeforeEach
    void migrate() throws Exception {
      sql.migrator().migrate();
    }

    @Test
    void anOlderSchemaIsRefusedByCheckWithTheMissingVersions() throws SQLException {
      sql.run("DELETE FROM geostream_schema_history WHERE version IN ('5', '6', '7')");
      assertCheckRefuses("lacks V5…V7");
    }

    @Test
    void aNewerSchemaThatOnlyAddsIsAccepted() throws Exception {
      addVersion("99", true);
      sql.run(
          "ALTER TABLE geospatial_metrics ADD COLUMN rain double precision",
          "ALTER TABLE geospatial_metrics ADD COLUMN quality int NOT NULL DEFAULT 1",
          "UPDATE geostream_schema_history SET checksum = 1 WHERE version IS NULL");
      sql.migrator().check();
      assertThat(sql.migrator().migrate().applied()).isEmpty();
      assertThat(sql.newestVersion()).isEqualTo("99");
    }

    @Test
    void aNewerSchemaThatAsksForMoreIsRefused() throws SQLException {
      addVersion("99", true);
      sql.run(
          "ALTER TABLE geospatial_metrics ADD COLUMN rain double precision NOT NULL DEFAULT 0",
          "ALTER TABLE geospatial_metrics ALTER COLUMN rain DROP DEFAULT");
      assertCheckRefuses("geospatial_metrics.rain is NOT NULL without a default");
      assertMigrateRefuses("geospatial_metrics.rain is NOT NULL without a default");
    }

    @Test
    void aMigrationThatFailedHalfWayIsNamed() throws SQLException {
      addVersion("99", false);
      assertCheckRefuses("V99 failed half-way");
      assertMigrateRefuses("V99 failed half-way");
    }

    @Test
    void aMigrationWithAnotherTextIsNamed() throws SQLException {
      sql.run("UPDATE geostream_schema_history SET checksum = checksum + 1 WHERE version = '2'");
      assertCheckRefuses("V2 was applied from another text");
      assertMigrateRefuses("V2 was applied from another text");
    }

    @Test
    void whatIsMissingInSpiteOfTheHistoryIsNamed() throws SQLException {
      sql.run("DROP TABLE kafka_offsets", "DROP MATERIALIZED VIEW daily_metrics");
      assertCheckRefuses("daily_metrics is missing; kafka_offsets is missing");
    }

    @Test
    void aPlainTableInPlaceOfTheHypertableIsNamed() throws SQLException {
      sql.run("DROP TABLE geospatial_metrics CASCADE", TutorialSchema.TABLE);
      assertCheckRefuses("geospatial_metrics is a plain table, not a hypertable on time");
    }

    @Test
    void aUniqueIndexIsWarnedAbout() throws Exception {
      sql.run("CREATE UNIQUE INDEX once ON geospatial_metrics (location_id, time)");
      assertThat(sql.migrator().check().warnings())
          .singleElement()
          .asString()
          .contains("unique index once");
    }

    private void addVersion(String version, boolean success) throws SQLException {
      sql.run(
          "INSERT INTO geostream_schema_history VALUES (99, '%s', 'later', 'SQL', 'V%s__later.sql', 1, 'someone', now(), 1, %s)"
              .formatted(version, version, success));
    }
  }

  @Test
  void otherSchemasOfTheSearchPathAreServedToo() throws Exception {
    sql.run("CREATE SCHEMA \"Weather\"");
    PGSimpleDataSource source = (PGSimpleDataSource) sql.dataSource();
    source.setCurrentSchema("\"Weather\"");
    sql.run("CREATE EXTENSION timescaledb SCHEMA public");

    assertThat(sql.migrator().migrate().schema()).isEqualTo("Weather");

    assertThat(sql.migrator().check().schema()).isEqualTo("Weather");
    assertThat(sql.value("SELECT count(*) FROM geospatial_metrics")).isEqualTo("0");
    assertThat(sql.values("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).isEmpty();
    assertThat(PolicyWindows.read(sql.dataSource(), "Weather").refreshes())
        .hasSize(2)
        .allMatch(PolicyWindows.Refresh::active);
  }

  @ParameterizedTest
  @ValueSource(strings = {"weather", "weather,public"})
  void whatOtherSchemasHaveUnderOurNamesStays(String searchPath) throws Exception {
    sql.run(
        "CREATE VIEW public.hourly_metrics AS SELECT 1 AS mine",
        "CREATE MATERIALIZED VIEW public.daily_metrics AS SELECT 1 AS mine",
        "CREATE TABLE public.kafka_offsets (mine int)",
        "CREATE SCHEMA weather",
        "CREATE FUNCTION weather.time_bucket(interval, timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS 'SELECT $2'",
        "CREATE EXTENSION timescaledb SCHEMA public");
    ((PGSimpleDataSource) sql.dataSource()).setCurrentSchema(searchPath);

    assertThat(sql.migrator().migrate().schema()).isEqualTo("weather");

    assertThat(sql.value("SELECT mine FROM public.hourly_metrics")).isEqualTo("1");
    assertThat(sql.value("SELECT mine FROM public.daily_metrics")).isEqualTo("1");
    assertThat(sql.value("SELECT count(mine) FROM public.kafka_offsets")).isEqualTo("0");
    sql.insertReadings("loc_1", 2, 0);
    assertThat(sql.value("SELECT count(DISTINCT hour) <= 3 FROM weather.hourly_metrics"))
        .isEqualTo("t");
  }

  @Test
  void offsetsThatAConsumerWouldFindInAnotherSchemaAreNamed() throws Exception {
    sql.migrator().migrate();
    sql.run("CREATE SCHEMA other", "CREATE TABLE other.kafka_offsets (mine int)");
    ((PGSimpleDataSource) sql.dataSource()).setCurrentSchema("other,public");
    assertMigrateRefuses("kafka_offsets in schema \"other\"", "currentSchema=public");
    assertCheckRefuses("kafka_offsets in schema \"other\"", "currentSchema=public");
  }

  @Test
  void aSchemaThatEarlierTextsHaveMadeIsInOrder() throws Exception {
    sql.run("CREATE EXTENSION timescaledb");
    Flyway.configure()
        .dataSource(sql.dataSource())
        .locations("classpath:io/geostream/sql/earlier")
        .table(Flavour.TIMESCALEDB.historyTable())
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
    assertThat(sql.migrator().migrate().applied()).containsExactly("V6", "V7", "grants");
    sql.migrator().check();
    assertThat(sql.newestVersion()).isEqualTo("7");
  }

  @Test
  void offsetsOfTheReleaseBeforeGetTheColumnAndStillServeItsConsumers() throws Exception {
    sql.migrator().migrate();
    String insert =
        "INSERT INTO kafka_offsets (consumer_group, cluster_id, topic, partition, next_offset, topic_id) VALUES ('g', 'c', 't', %s, 5, 'i')";
    sql.run(
        "ALTER TABLE kafka_offsets DROP COLUMN target_table",
        "DELETE FROM geostream_schema_history WHERE version = '7'",
        insert.formatted("0"));
    assertCheckRefuses("lacks V7");

    assertThat(sql.migrator().migrate().applied()).containsExactly("V7");

    sql.run(insert.formatted("1"), "UPDATE kafka_offsets SET next_offset = 6");
    assertThat(
            sql.values(
                "SELECT concat(partition, ' ', next_offset, target_table) FROM kafka_offsets ORDER BY 1"))
        .containsExactly("0 6", "1 6");
    sql.migrator().check();
    assertThat(sql.newestVersion()).isEqualTo("7");
  }

  @Test
  void theStatementOfTheRunbookMakesEarlierBuildsAcceptOurSchema() throws Exception {
    sql.migrator().migrate();
    Flyway earlier =
        Flyway.configure()
            .dataSource(sql.dataSource())
            .locations("classpath:io/geostream/sql/earlier")
            .table(Flavour.TIMESCALEDB.historyTable())
            .ignoreMigrationPatterns("*:future", "*:missing")
            .load();
    assertThat(earlier.validateWithResult().validationSuccessful).isFalse();
    String runbook = Files.readString(Path.of("..", "docs", "operations.md"));
    int statement = runbook.indexOf("UPDATE geostream_schema_history");

    sql.run(runbook.substring(statement, runbook.indexOf(';', statement)));

    assertThat(earlier.validateWithResult().invalidMigrations).isEmpty();
    sql.migrator().check();
    assertThat(sql.newestVersion()).isEqualTo("7");
  }

  @Test
  void aServerThatIsAwayIsNoRefusal() {
    PGSimpleDataSource away = new PGSimpleDataSource();
    away.setUrl("jdbc:postgresql://127.0.0.1:1/nothing");
    SchemaMigrator migrator =
        new SchemaMigrator(away, MappingFile.builtIn(), false, MigrationProgress.none());
    assertThatThrownBy(migrator::migrate)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"));
    assertThatThrownBy(migrator::check).isInstanceOf(SQLException.class);
  }
}
