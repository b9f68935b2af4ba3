package io.geostream.consumer.write;

import io.geostream.common.reading.Columns;
import io.geostream.consumer.batch.CopyRows;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgArray;

/**
 * Writes rows with {@code INSERT … SELECT FROM unnest(…)}: one statement with an array for each
 * column, however many rows there are. For servers and poolers that do not take COPY.
 */
public final class InsertRowWriter implements RowWriter {

  private static final String INSERT =
      "INSERT INTO geospatial_metrics (%s) SELECT * FROM unnest(%s)"
          .formatted(Columns.NAMES, String.join(", ", Collections.nCopies(Columns.COUNT, "?")));

  @Override
  public Mode write(Connection connection, CopyRows rows, int from, int to, Runnable progress)
      throws SQLException {
    BaseConnection server = connection.unwrap(BaseConnection.class);
    ByteBuffer[] arrays = ColumnArrays.of(rows, from, to);
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (int column = 0; column < arrays.length; column++) {
        insert.setArray(
            column + 1,
            new PgArray(server, ColumnArrays.arrayType(column), arrays[column].array()));
      }
      insert.executeUpdate();
    }
    return Mode.INSERT;
  }
}
