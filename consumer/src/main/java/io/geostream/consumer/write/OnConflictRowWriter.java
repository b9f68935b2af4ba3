package io.geostream.consumer.write;

import io.geostream.common.mapping.Identifiers;
import io.geostream.common.mapping.OnConflict;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.KeyOrder;
import io.geostream.consumer.database.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/**
 * Writes rows that may be in the table already, with one {@code INSERT … ON CONFLICT} from arrays.
 * They go in the order of their keys, which all writers share, so that no two wait for each other
 * in a circle.
 *
 * <p>Of rows with one key, one is sent. An index may take more for equal than {@link KeyOrder}
 * knows: what the column rounds or a collation makes equal. Only an update fails on that; its rows
 * are then written in halves, one after the other, until those are apart.
 */
public final class OnConflictRowWriter implements RowWriter {

  /** {@code ON CONFLICT DO UPDATE command cannot affect row a second time}. */
  private static final String TWICE = "21000";

  private static final String UNDO =
      "ROLLBACK TO SAVEPOINT before_rows; RELEASE SAVEPOINT before_rows";

  private final KeyOrder order;
  private final ColumnArrays arrays;
  private final String statement;

  /**
   * Writes into a table.
   *
   * @param table one whose conflicts are not refused
   */
  public OnConflictRowWriter(TargetTable table) {
    boolean updates = table.onConflict() == OnConflict.UPDATE;
    this.order = new KeyOrder(table.columns(), table.unique(), updates);
    this.arrays = new ColumnArrays(table);
    this.statement =
        "SAVEPOINT before_rows; %s ON CONFLICT (%s) %s; RELEASE SAVEPOINT before_rows"
            .formatted(arrays.insert(), TargetTable.list(table.unique()), action(table, updates));
  }

  private static String action(TargetTable table, boolean updates) {
    String settings =
        table.columnNames().stream()
            .filter(column -> !table.unique().contains(column))
            .map(Identifiers::quoted)
            .map(column -> column + " = EXCLUDED." + column)
            .collect(Collectors.joining(", "));
    return updates && !settings.isEmpty() ? "DO UPDATE SET " + settings : "DO NOTHING";
  }

  @Override
  public boolean needsRecordOrder() {
    return true;
  }

  @Override
  public Mode write(Connection connection, CopyRows rows, int from, int to, Runnable progress)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(statement)) {
      arrays.bind(insert, rows, order.of(rows, from, to));
      insert.execute();
      return Mode.INSERT;
    } catch (SQLException e) {
      if (!TWICE.equals(e.getSQLState()) || to - from < 2) {
        throw e;
      }
    }
    try (Statement undo = connection.createStatement()) {
      undo.execute(UNDO);
    }
    progress.run();
    int middle = (from + to) >>> 1;
    write(connection, rows, from, middle, progress);
    progress.run();
    return write(connection, rows, middle, to, progress);
  }
}
