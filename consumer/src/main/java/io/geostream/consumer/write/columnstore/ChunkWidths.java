package io.geostream.consumer.write.columnstore;

import io.geostream.common.mapping.Identifiers;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.database.TargetTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The width that TimescaleDB gives new chunks of a table. */
public final class ChunkWidths {

  private static final String WIDTH =
      """
      SELECT (extract(epoch FROM dimension.time_interval) * 1000000)::bigint
        FROM pg_class relation
        JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
        JOIN timescaledb_information.dimensions dimension
          ON dimension.hypertable_schema = namespace.nspname AND dimension.hypertable_name = relation.relname
       WHERE relation.oid = %s AND dimension.column_name = %s""";

  private ChunkWidths() {}

  /**
   * Reads it; needs no rights beyond a writer's.
   *
   * @return an hour if the table is no hypertable, or its chunks have no interval
   */
  public static ChunkWidth read(DataSource database, TargetTable table) throws SQLException {
    String width = WIDTH.formatted(table.regclass(), Identifiers.literal(table.time()));
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(width)) {
      long micros = row.next() ? row.getLong(1) : 0;
      return micros > 0 ? new ChunkWidth(micros) : ChunkWidth.HOUR;
    }
  }
}
