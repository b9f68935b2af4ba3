package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.stack.Database;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an adopted table's retention has dropped stays in its aggregates, and what ours will drop is
 * named before.
 */
@RequiresTimescaleDb
class AdoptedRetentionIT {

  private Database database;
  private Sql sql;

  @BeforeEach
  void create() throws SQLException {
    database = SharedStack.freshDatabase();
    sql = Sql.asOwner(database);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3 days", "7 days", "1 month", "32 days", "35 days"})
  void aggregatesOfRowsThatAShorterRetentionHasDroppedSurviveTheRefreshes(String kept)
      throws Exception {
    createTutorialTable("INTERVAL '%s'".formatted(kept));
    sql.insertReadings("loc_1", 24 * 45, 0);
    for (String aggregate : List.of("hourly_metrics", "daily_metrics")) {
      sql.run(
          "CALL refresh_continuous_aggregate('%s', NULL, time_bucket('1 day', now()))"
              .formatted(aggregate));
    }
    sql.runJobs("policy_retention");
    assertThat(sql.holds("SELECT min(time) > now() - INTERVAL '36 days' FROM geospatial_metrics"))
        .as("the retention has dropped rows")
        .isTrue();
    List<String> before = aggregatesBeforeToday();

    sql.migrator().migrate();
    stopBackgroundWorkers();
    assertThat(aggregatesBeforeToday()).as("after the migration").isEqualTo(before);
    sql.runJobs("policy_refresh_continuous_aggregate");

    assertThat(aggregatesBeforeToday()).as("after the policies' jobs").isEqualTo(before);
    assertThat(
            PolicyWindows.read(sql.dataSource(), "public").warnings(Duration.ofHours(1)).stream())
        .as("windows that delete history")
        .noneMatch(each -> each.contains("deletes its history"));
  }

  private void createTutorialTable(String retention) throws SQLException {
    sql.run(TutorialSchema.CHAPTER_4);
    stopBackgroundWorkers();
    sql.run(TutorialSchema.CHAPTER_4_AGGREGATES);
    sql.run(
        "SELECT remove_retention_policy('geospatial_metrics')",
        "SELECT add_retention_policy('geospatial_metrics', %s)".formatted(retention));
  }

  private void stopBackgroundWorkers() throws SQLException {
    sql.run("SELECT _timescaledb_functions.stop_background_workers()");
  }

  private List<String> aggregatesBeforeToday() throws SQLException {
    return sql.values(
        """
        SELECT concat_ws(' ', hour, location_id, record_count) FROM hourly_metrics WHERE hour < time_bucket('1 day', now())
        UNION ALL
        SELECT concat_ws(' ', 'day', day, location_id, record_count) FROM daily_metrics WHERE day < time_bucket('1 day', now())
        ORDER BY 1
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INTERVAL '2 days'", "drop_created_before => INTERVAL '7 days'"})
  void aRetentionThatLeavesTheDailyRefreshNoRoomIsRefusedAndTheSchemaStays(String retention)
      throws Exception {
    createTutorialTable(retention);
    List<String> before = FreshSchemaIT.policies(sql);

    assertThatThrownBy(() -> sql.migrator().migrate())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContaining("at least 3 days");

    assertThat(FreshSchemaIT.policies(sql)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rowsThatOurRetentionWillDropAreNamedADayBefore(boolean hypertable) throws Exception {
    sql.run(hypertable ? TutorialSchema.CHAPTER_3 : new String[] {TutorialSchema.TABLE});
    sql.run("DROP INDEX IF EXISTS idx_geospatial_metrics_time");
    sql.insertReadings("old", 24 * 400, 24 * 400 - 2);
    sql.insertReadings("kept", 24 * 300, 24 * 300 - 2);

    List<String> warnings = sql.migrator().migrate().warnings();

    stopBackgroundWorkers();
    String oldest =
        sql.value(
            "SELECT (min(range_start) AT TIME ZONE 'UTC')::date FROM timescaledb_information.chunks WHERE hypertable_name = 'geospatial_metrics'");
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("rows since " + oldest, "older than 1 year");
    assertThat(
            sql.holds(
                "SELECT next_start > now() + INTERVAL '23 hours' FROM timescaledb_information.jobs WHERE proc_name = 'policy_retention'"))
        .isTrue();
    assertThat(sql.migrator().check().warnings()).as("until it has run").isEqualTo(warnings);
    sql.runJobs("policy_retention");
    assertThat(sql.migrator().check().warnings()).isEmpty();
  }

  @Test
  void theStatementOfTheWarningKeepsTheRows() throws Exception {
    sql.run(TutorialSchema.TABLE);
    sql.insertReadings("old", 24 * 400, 24 * 400 - 2);
    String warning = sql.migrator().migrate().warnings().get(0);

    sql.run(warning.substring(warning.indexOf("SELECT"), warning.lastIndexOf(')') + 1));

    assertThat(PolicyWindows.read(sql.dataSource(), "public").retention()).isEmpty();
    assertThat(sql.migrator().migrate().warnings()).isEmpty();
  }
}
