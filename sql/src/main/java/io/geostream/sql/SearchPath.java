package io.geostream.sql;

import io.geostream.common.mapping.Identifiers;
import io.geostream.common.mapping.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place of our objects and of a mapping's table by a connection's search path.
 *
 * @param text the path as it is set
 * @param schemas of the path, those that exist, in its order
 * @param current where new objects are made; empty if no schema of the path exists
 * @param readings the schema in which geospatial_metrics is found
 * @param offsets the schema in which kafka_offsets is found
 * @param wanted the schema in which the mapping's table is found, if its name has none
 * @param extension the schema of the extension, or where it would be made
 */
public record SearchPath(
    String text,
    List<String> schemas,
    Optional<String> current,
    Optional<String> readings,
    Optional<String> offsets,
    Optional<String> wanted,
    String extension) {

  static final String BUILT_IN = "geospatial_metrics";

  private static final String QUESTION =
      """
      WITH found AS (
        SELECT name.id, namespace.nspname AS schema
          FROM (VALUES (1, 'geospatial_metrics'), (2, 'kafka_offsets'), (3, ?)) AS name (id, text)
          JOIN pg_class relation ON relation.oid = to_regclass(name.text)
          JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace)
      SELECT current_setting('search_path') AS path,
             current_schemas(true)::text[] AS schemas,
             current_schema() AS current,
             (SELECT schema FROM found WHERE id = 1) AS readings,
             (SELECT schema FROM found WHERE id = 2) AS offsets,
             (SELECT schema FROM found WHERE id = 3) AS wanted,
             coalesce((SELECT namespace.nspname
                         FROM pg_extension extension
                         JOIN pg_namespace namespace ON namespace.oid = extension.extnamespace
                        WHERE extension.extname = 'timescaledb'), current_schema()) AS extension
      """;

  /**
   * Where a mapping's rows and their offsets are or would be made.
   *
   * <p>A table without a schema is the first of its name on the path, else it is made in the path's
   * first schema. With the built-in table, kafka_offsets is in the same schema. Otherwise it is the
   * first one on the path, or is made where geospatial_metrics is, or else in the path's first
   * schema.
   *
   * @throws SchemaRefusedException if no schema of the path exists, or if a consumer with this path
   *     would use another kafka_offsets than that of the built-in table's schema
   */
  static Target find(Connection connection, TableName table)
      throws SQLException, SchemaRefusedException {
    return read(connection, table.schema().isPresent() ? null : table.name()).target(table);
  }

  /** Makes the schema of kafka_offsets the whole path, so that no name is found in another one. */
  static void enter(Connection connection, Target target) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config('search_path', ?, false)")) {
      statement.setString(1, Identifiers.quoted(target.place().schema()));
      statement.execute();
    }
  }

  /** The schema in which consumers with this search path find kafka_offsets, if it is there. */
  public static Optional<String> offsets(Connection connection) throws SQLException {
    return read(connection, null).offsets();
  }

  private static SearchPath read(Connection connection, @Nullable String wanted)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUESTION)) {
      statement.setString(1, wanted == null ? null : Identifiers.quoted(wanted));
      try (ResultSet answer = statement.executeQuery()) {
        answer.next();
        return new SearchPath(
            answer.getString("path"),
            List.of((String[]) answer.getArray("schemas").getArray()),
            optional(answer.getString("current")),
            optional(answer.getString("readings")),
            optional(answer.getString("offsets")),
            optional(answer.getString("wanted")),
            optional(answer.getString("extension")).orElse(""));
      }
    }
  }

  private static Optional<String> optional(@Nullable String value) {
    return Optional.ofNullable(value);
  }

  private Target target(TableName table) throws SchemaRefusedException {
    Optional<String> home = readings.or(() -> current);
    if (table.name().equals(BUILT_IN)
        && (table.schema().isEmpty() || table.schema().equals(home))) {
      String schema = existing(home);
      refuseOtherOffsets(schema);
      return new Target(new Place(schema, extension), table.in(schema), true);
    }
    String schema = existing(table.schema().or(() -> wanted).or(() -> current));
    Place place = new Place(existing(offsets.or(() -> home)), extension);
    return new Target(place, table.in(schema), false);
  }

  private String existing(Optional<String> schema) throws SchemaRefusedException {
    return schema.orElseThrow(
        () ->
            new SchemaRefusedException("no schema of the search path (%s) exists".formatted(text)));
  }

  private void refuseOtherOffsets(String schema) throws SchemaRefusedException {
    int position = offsets.map(schemas::indexOf).orElse(-1);
    if (position >= 0 && position < schemas.indexOf(schema)) {
      throw new SchemaRefusedException(
          "the search path finds kafka_offsets in schema \"%s\" before that of schema \"%s\", where geospatial_metrics is: add currentSchema=%s to the database URL"
              .formatted(offsets.orElseThrow(), schema, schema));
    }
  }
}
