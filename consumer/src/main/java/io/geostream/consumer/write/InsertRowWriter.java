package io.geostream.consumer.write;

import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.database.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.stream.IntStream;

/**
 * Writes rows with {@code INSERT … SELECT unnest(…), …}: one statement with an array for each
 * column, however many rows there are. For servers and poolers that do not take COPY.
 */
public final class InsertRowWriter implements RowWriter {

  private final ColumnArrays arrays;
  private final String statement;

  /** Writes into a table. */
  public InsertRowWriter(TargetTable table) {
    this.arrays = new ColumnArrays(table);
    this.statement = arrays.insert();
  }

  @Override
  public Mode write(Connection connection, CopyRows rows, int from, int to, Runnable progress)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(statement)) {
      arrays.bind(insert, rows, IntStream.range(from, to).toArray());
      insert.executeUpdate();
    }
    return Mode.INSERT;
  }
}
