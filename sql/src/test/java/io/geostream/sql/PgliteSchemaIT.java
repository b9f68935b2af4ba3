package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.geostream.common.mapping.Mapping;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The schema and its policies on TimescaleDB 2.23, the oldest that is taken, in WebAssembly:
 * wherever Node.js is, whatever else there is. No background workers, so the policies are run by
 * hand.
 */
class PgliteSchemaIT {

  @Test
  void theSchemaIsAppliedAndItsPoliciesWork() throws Exception {
    Optional<String> obstacle = PgliteServer.obstacle();
    obstacle.ifPresent(
        reason ->
            System.out.println("SKIPPED PgliteSchemaIT (TimescaleDB in WebAssembly): " + reason));
    assumeThat(obstacle).isEmpty();

    try (PgliteServer server = PgliteServer.start()) {
      Sql sql = server.sql();
      assertThat(sql.migrator().migrate().applied())
          .containsExactly("V1", "V2", "V3", "V4", "V5", "V6", "V7", "grants");
      assertThat(sql.migrator().check().applied()).isEmpty();

      Mapping machines = TestMapping.machines("plant.metrics").build();
      assertThat(sql.migrator(machines).migrate().applied()).containsExactly("plant.metrics");
      assertThat(sql.migrator(machines).check().warnings()).isEmpty();
      sql.run("DROP TABLE plant.metrics");

      assertThat(FreshSchemaIT.policies(sql))
          .containsExactly(
              "daily_metrics policy_refresh_continuous_aggregate 32 days 01:00:00",
              "geospatial_metrics policy_compression 1 day",
              "geospatial_metrics policy_retention 1 year",
              "hourly_metrics policy_refresh_continuous_aggregate 32 days 01:00:00");
      assertThat(FreshSchemaIT.indexes(sql))
          .containsExactly("btree (\"time\" DESC)", "btree (location_id, \"time\" DESC)");
      assertThat(PolicyWindows.read(sql.dataSource(), "public").refreshes())
          .hasSize(2)
          .allMatch(PolicyWindows.Refresh::active);

      sql.insertReadings("old", 24 * 370, 24 * 370 - 2);
      sql.insertReadings("loc_1", 72, 0);
      for (String job :
          sql.values(
              "SELECT job_id FROM timescaledb_information.jobs WHERE hypertable_name IS NOT NULL ORDER BY proc_name DESC")) {
        sql.run("CALL run_job(" + job + ")");
      }
      assertThat(sql.values("SELECT DISTINCT location_id FROM geospatial_metrics"))
          .containsExactly("loc_1");
      assertThat(sql.value("SELECT sum(record_count) FROM hourly_metrics")).isEqualTo("432");
      assertThat(sql.value("SELECT sum(record_count) FROM daily_metrics")).isEqualTo("432");
      assertThat(
              Integer.parseInt(
                  sql.value(
                      "SELECT count(*) FROM timescaledb_information.chunks WHERE hypertable_name = 'geospatial_metrics' AND is_compressed")))
          .isPositive();
    }
  }
}
