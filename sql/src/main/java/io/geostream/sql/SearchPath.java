package io.geostream.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Finds the place of our objects by a connection's search path, and narrows the path to it. */
final class SearchPath {

  private static final String SCHEMA =
      """
      SELECT coalesce((SELECT namespace.nspname
                         FROM pg_class relation
                         JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
                        WHERE relation.oid = to_regclass('geospatial_metrics')), current_schema()) AS schema,
             coalesce((SELECT namespace.nspname
                         FROM pg_extension extension
                         JOIN pg_namespace namespace ON namespace.oid = extension.extnamespace
                        WHERE extension.extname = 'timescaledb'), '') AS extension,
             current_setting('search_path') AS path
      """;

  private static final String OTHER_OFFSETS =
      """
      SELECT namespace.nspname
        FROM pg_class relation
        JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
       WHERE relation.oid = to_regclass('kafka_offsets')
         AND array_position(current_schemas(true), namespace.nspname)
           < array_position(current_schemas(true), ?::name)
      """;

  private SearchPath() {}

  /**
   * Where our objects are or would be made: the schema in which the search path finds
   * geospatial_metrics, else the first of the path. After that the path is that schema alone, so
   * that no name is found in another one.
   *
   * @throws SchemaRefusedException if no schema of the path exists, or if a consumer with this path
   *     would use the kafka_offsets of another schema
   */
  static Place enter(Connection connection) throws SQLException, SchemaRefusedException {
    Place place = find(connection);
    refuseOtherOffsets(connection, place.schema());
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config('search_path', ?, false)")) {
      statement.setString(1, Place.quote(place.schema()));
      statement.execute();
    }
    return place;
  }

  private static Place find(Connection connection) throws SQLException, SchemaRefusedException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(SCHEMA)) {
      answer.next();
      String schema = answer.getString("schema");
      if (schema == null) {
        throw new SchemaRefusedException(
            "no schema of the search path (%s) exists".formatted(answer.getString("path")));
      }
      return new Place(schema, answer.getString("extension"));
    }
  }

  private static void refuseOtherOffsets(Connection connection, String schema)
      throws SQLException, SchemaRefusedException {
    String other = otherOffsets(connection, schema);
    if (other != null) {
      throw new SchemaRefusedException(
          "the search path finds kafka_offsets in schema \"%s\" before that of schema \"%s\", where geospatial_metrics is: add currentSchema=%s to the database URL"
              .formatted(other, schema, schema));
    }
  }

  private static @Nullable String otherOffsets(Connection connection, String schema)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OTHER_OFFSETS)) {
      statement.setString(1, schema);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }
}
