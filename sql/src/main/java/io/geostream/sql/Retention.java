package io.geostream.sql;

import io.geostream.common.mapping.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The retention policy of a hypertable. That of geospatial_metrics is ours of a year, or an adopted
 * one.
 */
final class Retention {

  private static final String POLICY =
      """
      SELECT job_id, scheduled, next_start, (config ->> 'drop_after')::interval AS kept
        FROM timescaledb_information.jobs
       WHERE proc_name = 'policy_retention'
         AND hypertable_schema = %s AND hypertable_name = %s
      """;

  // A policy with drop_created_before has no drop_after: it ignores the rows' times.
  private static final String KEPT =
      "SELECT extract(epoch FROM kept)::bigint FROM (%s) policy WHERE scheduled AND kept IS NOT NULL";

  /** The day after the limit, whose own day may have been dropped in part. */
  private static final String LIMIT =
      "(SELECT date_trunc('day', now() - kept, 'UTC') + INTERVAL '1 day' FROM (%s) policy)";

  // A refresh has to look back two days and an hour at least, and less than retention does.
  private static final String UNUSABLE =
      """
      SELECT coalesce('of ' || kept, 'by drop_created_before')
        FROM (%s) policy
       WHERE kept IS NULL OR kept < '3 days'
      """;

  // From the catalogs: to count the rows would lock each chunk, of which there may be thousands.
  private static final String FIRST_RUN =
      """
      SELECT format('geospatial_metrics has rows since %%s, and at %%s UTC its retention drops those older than %%s: to keep them, run SELECT %%s(''geospatial_metrics'') before',
                    to_char(old.since AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
                    to_char(next_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), kept, %2$s)
        FROM (%1$s) policy
       CROSS JOIN LATERAL (SELECT greatest(min(range_start), '0001-01-01 00:00:00+00') AS since
                             FROM timescaledb_information.chunks
                            WHERE hypertable_schema = %3$s AND hypertable_name = 'geospatial_metrics'
                              AND range_end < now() - kept
                           HAVING count(*) > 0) old
       WHERE scheduled
         AND NOT EXISTS (SELECT FROM timescaledb_information.job_stats stats
                          WHERE stats.job_id = policy.job_id AND stats.total_runs > 0)
      """;

  private Retention() {}

  /** How long a hypertable keeps rows; empty if no live policy drops them. Needs no rights. */
  static Optional<Duration> kept(Connection connection, String schema, String table)
      throws SQLException {
    return new Statements(connection)
        .values(KEPT.formatted(policy(schema, table))).stream()
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .findFirst();
  }

  /**
   * Refuses an adopted policy that leaves a refresh no room.
   *
   * @throws SchemaRefusedException if it is shorter than three days, or goes by the time at which
   *     chunks were created
   */
  static void refuseIfUnusable(Statements statements, Place place)
      throws SQLException, SchemaRefusedException {
    for (String kept : statements.values(UNUSABLE.formatted(policy(place)))) {
      throw new SchemaRefusedException(
          "geospatial_metrics has a retention %s, and the refreshes of daily_metrics need a drop_after of at least 3 days: replace the policy, or remove it and let the migration add one of a year"
              .formatted(kept));
    }
  }

  /**
   * The first day whose rows retention has not dropped, for SQL: a query with one value or NULL.
   */
  static String limit(Place place) {
    return LIMIT.formatted(policy(place));
  }

  /** What its first run will drop; needs no rights. */
  static List<String> warnings(Statements statements, Place place) throws SQLException {
    return statements.values(
        FIRST_RUN.formatted(
            policy(place),
            Identifiers.literal(place.function("remove_retention_policy")),
            Identifiers.literal(place.schema())));
  }

  private static String policy(Place place) {
    return policy(place.schema(), SearchPath.BUILT_IN);
  }

  private static String policy(String schema, String table) {
    return POLICY.formatted(Identifiers.literal(schema), Identifiers.literal(table));
  }
}
