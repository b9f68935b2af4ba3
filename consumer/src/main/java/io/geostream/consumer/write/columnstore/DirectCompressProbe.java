package io.geostream.consumer.write.columnstore;

import io.geostream.common.daemon.Faults;
import io.geostream.consumer.write.FaultKind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** Queries what direct compress depends on. Needs no rights beyond a writer's. */
public final class DirectCompressProbe {

  private static final String EXTENSION =
      "SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'";

  // COPY takes the columnstore with one trigger, and the trigger is run, unless it is for each row
  // or looks at the new rows: then rows are written one by one.
  private static final String TABLE =
      """
      SELECT coalesce(hypertable.compression_enabled, false) AS columnstore,
             coalesce(hypertable.num_dimensions, 0) AS dimensions,
             ARRAY(SELECT indexrelid::regclass::text FROM pg_index
                    WHERE indrelid = relation.oid AND (indisunique OR indisexclusion) ORDER BY 1) AS keys,
             ARRAY(SELECT tgname::text FROM pg_trigger
                    WHERE tgrelid = relation.oid
                      AND (tgtype & 1 = 1 OR tgnewtable IS NOT NULL
                           OR (SELECT count(*) > 1 FROM pg_trigger other WHERE other.tgrelid = relation.oid))
                    ORDER BY 1) AS triggers
        FROM pg_class relation
        JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
        LEFT JOIN timescaledb_information.hypertables hypertable
          ON hypertable.hypertable_schema = namespace.nspname AND hypertable.hypertable_name = relation.relname
       WHERE relation.oid = 'geospatial_metrics'::regclass;
      """;

  private static final TimeSpans NO_TIME = new TimeSpans(List.of(new TimeSpans.Span(0, 0)));

  private DirectCompressProbe() {}

  /**
   * Reads what it depends on, in one round trip or two.
   *
   * @throws SQLException if the server does not answer
   */
  public static DirectCompress probe(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet extension = statement.executeQuery(EXTENSION)) {
      return extension.next()
          ? ofVersion(extension.getString(1), connection)
          : DirectCompress.none();
    }
  }

  private static DirectCompress ofVersion(String extension, Connection connection)
      throws SQLException {
    if (DirectCompress.isTooOld(extension)) {
      return DirectCompress.unknown(extension, null);
    }
    try {
      return ofTable(extension, connection);
    } catch (SQLException e) {
      if (FaultKind.isOfNamesOrRights(e)) {
        return DirectCompress.unknown(extension, Faults.oneLine(e));
      }
      throw e;
    }
  }

  /** Each batch will read the chunks; this checks that it can. */
  private static DirectCompress ofTable(String extension, Connection connection)
      throws SQLException {
    try (PreparedStatement both = ChunkCatalog.prepare(connection, TABLE, NO_TIME)) {
      both.execute();
      try (ResultSet table = both.getResultSet()) {
        table.next();
        return new DirectCompress(
            extension,
            table.getBoolean("columnstore"),
            table.getInt("dimensions"),
            strings(table.getArray("keys")),
            strings(table.getArray("triggers")),
            null);
      }
    }
  }

  private static List<String> strings(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
