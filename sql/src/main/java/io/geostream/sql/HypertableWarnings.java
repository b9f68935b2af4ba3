package io.geostream.sql;

import io.geostream.common.mapping.Hypertable;
import io.geostream.common.mapping.Mapping;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a hypertable that is there differs from what the mapping would make. */
final class HypertableWarnings {

  // Intervals are compared by the server: '1 month' is '30 days' to it.
  private static final String QUESTION =
      """
      SELECT dimension.time_interval::text AS chunk,
             dimension.time_interval IS NOT DISTINCT FROM ?::interval AS chunk_fits,
             settings.segmentby,
             job.after,
             job.after::interval IS NOT DISTINCT FROM ?::interval AS after_fits,
             retention.after AS drop,
             retention.after::interval IS NOT DISTINCT FROM ?::interval AS drop_fits
        FROM (SELECT ? AS schema, ? AS name) AS here
        JOIN timescaledb_information.dimensions dimension
          ON dimension.hypertable_schema = here.schema AND dimension.hypertable_name = here.name
         AND dimension.dimension_number = 1
        LEFT JOIN (SELECT namespace.nspname, relation.relname, setting.segmentby
                     FROM _timescaledb_catalog.compression_settings setting
                     JOIN pg_class relation ON relation.oid = setting.relid
                     JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace) AS settings
          ON settings.nspname = here.schema AND settings.relname = here.name
        LEFT JOIN (SELECT hypertable_schema, hypertable_name, config ->> 'compress_after' AS after
                     FROM timescaledb_information.jobs WHERE proc_name = 'policy_compression') AS job
          ON job.hypertable_schema = here.schema AND job.hypertable_name = here.name
        LEFT JOIN (SELECT hypertable_schema, hypertable_name, config ->> 'drop_after' AS after
                     FROM timescaledb_information.jobs WHERE proc_name = 'policy_retention') AS retention
          ON retention.hypertable_schema = here.schema AND retention.hypertable_name = here.name
      """;

  private HypertableWarnings() {}

  /** One line each; needs no rights. */
  static List<String> of(Statements statements, Target target, Mapping mapping)
      throws SQLException {
    Hypertable wanted = mapping.hypertable();
    try (PreparedStatement statement = statements.connection().prepareStatement(QUESTION)) {
      statement.setString(1, wanted.chunk());
      statement.setString(2, wanted.columnstoreAfter().orElse(null));
      statement.setString(3, wanted.dropAfter().orElse(null));
      statement.setString(4, target.tableSchema());
      statement.setString(5, target.table().name());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? warnings(row, target.shown(), wanted) : List.of();
      }
    }
  }

  private static List<String> warnings(ResultSet row, String table, Hypertable wanted)
      throws SQLException {
    List<String> warnings = new ArrayList<>();
    if (!row.getBoolean("chunk_fits")) {
      warnings.add(
          "%s has chunks of %s, and the mapping says %s: what is there counts; SELECT set_chunk_time_interval(…) changes it for new chunks"
              .formatted(table, row.getString("chunk"), wanted.chunk()));
    }
    segmentBy(row, table, wanted).ifPresent(warnings::add);
    policy(row, "after", table + " goes to the columnstore", wanted.columnstoreAfter())
        .ifPresent(warnings::add);
    policy(row, "drop", table + " drops rows", wanted.dropAfter()).ifPresent(warnings::add);
    return warnings;
  }

  private static Optional<String> segmentBy(ResultSet row, String table, Hypertable wanted)
      throws SQLException {
    java.sql.Array found = row.getArray("segmentby");
    List<String> live = found == null ? List.of() : List.of((String[]) found.getArray());
    if (Set.copyOf(live).equals(Set.copyOf(wanted.segmentBy()))) {
      return Optional.empty();
    }
    return Optional.of(
        "%s has segment-by %s, and the mapping says %s: what is there counts"
            .formatted(table, live, wanted.segmentBy()));
  }

  /** A policy that the mapping does not name may be there or not. */
  private static Optional<String> policy(
      ResultSet row, String column, String doing, Optional<String> wanted) throws SQLException {
    if (wanted.isEmpty() || row.getBoolean(column + "_fits")) {
      return Optional.empty();
    }
    @Nullable String live = row.getString(column);
    return Optional.of(
        "%s %s, and the mapping says after %s: what is there counts"
            .formatted(doing, live == null ? "never" : "after " + live, wanted.get()));
  }
}
