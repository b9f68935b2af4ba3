package io.geostream.sql;

import io.geostream.common.mapping.Hypertable;
import io.geostream.common.mapping.Identifiers;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an existing hypertable differs from its mapping. */
final class HypertableWarning {

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

  private HypertableWarning() {}

  /** One line with all differences; needs no rights. */
  static Optional<String> of(Statements statements, Target target, Hypertable wanted)
      throws SQLException {
    try (PreparedStatement statement = statements.connection().prepareStatement(QUESTION)) {
      statement.setString(1, wanted.chunk().orElse(null));
      statement.setString(2, wanted.columnstoreAfter().orElse(null));
      statement.setString(3, wanted.dropAfter().orElse(null));
      statement.setString(4, target.tableSchema());
      statement.setString(5, target.table().name());
      try (ResultSet row = statement.executeQuery()) {
        List<String> differences = row.next() ? differences(row, wanted) : List.of();
        return differences.isEmpty()
            ? Optional.empty()
            : Optional.of(
                "%s differs from the mapping, and what is there counts: %s"
                    .formatted(target.shown(), String.join("; ", differences)));
      }
    }
  }

  private static List<String> differences(ResultSet row, Hypertable wanted) throws SQLException {
    List<String> differences = new ArrayList<>();
    interval(row, "chunk", wanted.chunk(), "chunk", differences);
    if (wanted.segmentBy().isPresent()) {
      segmentBy(row, wanted.segmentBy().get(), differences);
    }
    interval(row, "after", wanted.columnstoreAfter(), "columnstore-after", differences);
    interval(row, "drop", wanted.dropAfter(), "drop-after", differences);
    return differences;
  }

  /** What the file does not name is no difference. */
  private static void interval(
      ResultSet row, String column, Optional<String> wanted, String word, List<String> differences)
      throws SQLException {
    if (wanted.isPresent() && !row.getBoolean(column + "_fits")) {
      @Nullable String live = row.getString(column);
      differences.add(
          "%s is %s, not %s".formatted(word, live == null ? "never" : live, wanted.get()));
    }
  }

  private static void segmentBy(ResultSet row, List<String> wanted, List<String> differences)
      throws SQLException {
    Array found = row.getArray("segmentby");
    List<String> live = found == null ? List.of() : List.of((String[]) found.getArray());
    if (!Set.copyOf(live).equals(Set.copyOf(wanted))) {
      differences.add("segment-by is %s, not %s".formatted(shown(live), shown(wanted)));
    }
  }

  private static String shown(List<String> columns) {
    return columns.stream().map(Identifiers::shown).collect(Collectors.joining(", ", "[", "]"));
  }
}
