package io.geostream.sql;

import java.sql.SQLException;
import java.util.List;

/** The retention policy of geospatial_metrics: one that others made, or ours of a year. */
final class Retention {

  private static final String POLICY =
      """
      SELECT job_id, next_start, (config ->> 'drop_after')::interval AS kept
        FROM timescaledb_information.jobs
       WHERE proc_name = 'policy_retention'
         AND hypertable_schema = %s AND hypertable_name = 'geospatial_metrics'
      """;

  /** Rows of that day may be gone in part, those of the next one are all there. */
  private static final String LIMIT =
      "(SELECT date_trunc('day', now() - kept, 'UTC') + INTERVAL '1 day' FROM (%s) policy)";

  // A refresh has to look back two days and an hour at least, and less than retention does.
  private static final String TOO_SHORT = "SELECT kept FROM (%s) policy WHERE kept < '3 days'";

  private static final String ROWS_TO_DROP =
      """
      SELECT format('geospatial_metrics has %%s rows older than its retention of %%s, which drops them at %%s UTC: to keep them, run SELECT %%s(''geospatial_metrics'') before',
                    old.rows, kept, to_char(next_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), '%3$s')
        FROM (%1$s) policy
       CROSS JOIN LATERAL (SELECT count(*) AS rows FROM %2$s WHERE time < now() - kept) old
       WHERE old.rows > 0
         AND NOT EXISTS (SELECT FROM timescaledb_information.job_stats stats
                          WHERE stats.job_id = policy.job_id AND stats.total_runs > 0)
      """;

  private Retention() {}

  /**
   * Refuses an adopted policy that leaves a refresh no room.
   *
   * @throws SchemaRefusedException if it is shorter than three days
   */
  static void refuseIfTooShort(Statements statements, Place place)
      throws SQLException, SchemaRefusedException {
    for (String kept : statements.values(TOO_SHORT.formatted(policy(place)))) {
      throw new SchemaRefusedException(
          "geospatial_metrics has a retention of %s, too short to refresh daily_metrics: make it at least 3 days, or remove it and get one of a year"
              .formatted(kept));
    }
  }

  /**
   * The first day whose rows retention has not dropped, for SQL: a query with one value or NULL.
   */
  static String limit(Place place) {
    return LIMIT.formatted(policy(place));
  }

  /** What it will drop when it runs for the first time. */
  static List<String> warnings(Statements statements, Place place) throws SQLException {
    return statements.values(
        ROWS_TO_DROP.formatted(
            policy(place),
            place.relation("geospatial_metrics"),
            place.function("remove_retention_policy").replace("'", "''")));
  }

  private static String policy(Place place) {
    return POLICY.formatted(place.schemaLiteral());
  }
}
