package io.geostream.consumer.write;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** Asks the database what direct compress depends on. Needs no rights beyond a writer's. */
public final class DirectCompressProbe {

  private static final String EXTENSION =
      "SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'";

  // COPY takes the columnstore with one trigger, and the trigger is run, unless it is for each row
  // or looks at the new
  // rows: then rows are written one by one.
  private static final String TABLE =
      """
      SELECT coalesce((SELECT compression_enabled FROM timescaledb_information.hypertables
                        WHERE hypertable_schema = namespace.nspname AND hypertable_name = relation.relname), false) AS columnstore,
             ARRAY(SELECT indexrelid::regclass::text FROM pg_index
                    WHERE indrelid = relation.oid AND (indisunique OR indisexclusion) ORDER BY 1) AS keys,
             ARRAY(SELECT tgname::text FROM pg_trigger
                    WHERE tgrelid = relation.oid
                      AND (tgtype & 1 = 1 OR tgnewtable IS NOT NULL
                           OR (SELECT count(*) > 1 FROM pg_trigger other WHERE other.tgrelid = relation.oid))
                    ORDER BY 1) AS triggers
        FROM pg_class relation
        JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
       WHERE relation.oid = 'geospatial_metrics'::regclass""";

  private DirectCompressProbe() {}

  /**
   * Reads what it depends on.
   *
   * @throws SQLException if the server does not answer, or there is no {@code geospatial_metrics}
   */
  public static DirectCompress probe(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      try (ResultSet extension = statement.executeQuery(EXTENSION)) {
        return extension.next()
            ? ofTable(extension.getString(1), connection)
            : DirectCompress.none();
      } finally {
        connection.rollback(); // nothing was changed, and the connection goes back to the pool
      }
    }
  }

  private static DirectCompress ofTable(String extension, Connection connection)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet table = statement.executeQuery(TABLE)) {
      table.next();
      return new DirectCompress(
          extension,
          table.getBoolean("columnstore"),
          strings(table.getArray("keys")),
          strings(table.getArray("triggers")));
    }
  }

  private static List<String> strings(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
