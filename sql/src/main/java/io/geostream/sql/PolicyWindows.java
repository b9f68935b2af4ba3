package io.geostream.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The live time windows of retention and of the aggregates' refreshes. A late reading reaches an
 * aggregate only while
 *
 * <pre>max-age + one bucket ≤ start_offset &lt; retention</pre>
 *
 * @param retention how long rows are kept; empty if they are not dropped
 * @param refreshes one for each aggregate
 */
record PolicyWindows(Optional<Duration> retention, List<Refresh> refreshes) {

  /**
   * How far back an aggregate is refreshed.
   *
   * @param aggregate its name
   * @param bucket the width of its buckets
   * @param active whether it has a refresh policy that is not paused
   * @param startOffset how far it looks back; empty is without limit
   */
  record Refresh(
      String aggregate, Duration bucket, boolean active, Optional<Duration> startOffset) {}

  private static final String QUESTION =
      """
      SELECT aggregate.name,
             aggregate.seconds AS bucket,
             coalesce(job.scheduled, false) AS active,
             extract(epoch FROM (job.config ->> 'start_offset')::interval)::bigint AS start_offset
        FROM (VALUES ('hourly_metrics', 3600), ('daily_metrics', 86400)) AS aggregate (name, seconds)
        LEFT JOIN timescaledb_information.jobs job
          ON job.proc_name = 'policy_refresh_continuous_aggregate'
         AND job.hypertable_schema = ? AND job.hypertable_name = aggregate.name
       ORDER BY aggregate.seconds
      """;

  PolicyWindows {
    refreshes = List.copyOf(refreshes);
  }

  /**
   * Reads the policies; needs no rights.
   *
   * @param schema of {@link SchemaReport}, on TimescaleDB; plain PostgreSQL has no policies
   * @throws SQLException if the server does not answer
   */
  static PolicyWindows read(DataSource dataSource, String schema) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(QUESTION)) {
      statement.setString(1, schema);
      List<Refresh> refreshes = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          refreshes.add(
              new Refresh(
                  row.getString("name"),
                  Duration.ofSeconds(row.getLong("bucket")),
                  row.getBoolean("active"),
                  Optional.ofNullable(row.getObject("start_offset", Long.class))
                      .map(Duration::ofSeconds)));
        }
      }
      return new PolicyWindows(Retention.kept(connection, schema, SearchPath.BUILT_IN), refreshes);
    }
  }

  /**
   * The conflicts between windows, one line each; empty if there are none.
   *
   * @param maxAge the oldest reading that the consumer takes; zero is no limit
   */
  List<String> warnings(Duration maxAge) {
    List<String> warnings = new ArrayList<>();
    for (Refresh refresh : refreshes) {
      if (!refresh.active()) {
        warnings.add(
            refresh.aggregate() + " has no active refresh policy: late readings do not reach it");
        continue;
      }
      warnAboutLateReadings(refresh, maxAge).ifPresent(warnings::add);
      warnAboutRetention(refresh).ifPresent(warnings::add);
    }
    return warnings;
  }

  private static Optional<String> warnAboutLateReadings(Refresh refresh, Duration maxAge) {
    if (refresh.startOffset().isEmpty()) {
      return Optional.empty();
    }
    Duration start = refresh.startOffset().get();
    if (maxAge.isZero()) {
      return Optional.of(
          "readings older than the %s that %s is refreshed for do not reach it, and max-age is without limit"
              .formatted(text(start), refresh.aggregate()));
    }
    Duration needed = maxAge.plus(refresh.bucket());
    if (needed.compareTo(start) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "%s is refreshed for %s back, less than max-age and one bucket (%s): readings that come later do not reach it"
            .formatted(refresh.aggregate(), text(start), text(needed)));
  }

  private Optional<String> warnAboutRetention(Refresh refresh) {
    if (retention.isEmpty()) {
      return Optional.empty();
    }
    Duration kept = retention.get();
    if (refresh.startOffset().isPresent() && refresh.startOffset().get().compareTo(kept) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        "%s is refreshed for %s back, but rows are kept for %s only: a refresh deletes its history with the rows"
            .formatted(
                refresh.aggregate(),
                refresh.startOffset().map(PolicyWindows::text).orElse("all time"),
                text(kept)));
  }

  static String text(Duration duration) {
    long hours = duration.toHours();
    if (!duration.equals(Duration.ofHours(hours))) {
      return duration.toSeconds() + " s";
    }
    return hours % 24 == 0 ? hours / 24 + " days" : hours + " hours";
  }
}
