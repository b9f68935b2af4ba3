package io.geostream.consumer.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Transactions on the side, of watches and tools: each on a connection that it gets for itself and
 * gives back. Safe to use from any thread.
 */
public final class Transactions implements Transactor {

  private final DataSource connections;

  /**
   * @param connections with autocommit on, as it is again afterwards
   */
  public Transactions(DataSource connections) {
    this.connections = connections;
  }

  @Override
  public <T> T transact(SqlWork<T> work) throws SQLException {
    try (Connection connection = connections.getConnection()) {
      connection.setAutoCommit(false);
      boolean isUsable = false;
      try {
        T result = work.run(connection);
        connection.rollback();
        connection.setAutoCommit(true);
        isUsable = true;
        return result;
      } catch (SQLException e) {
        isUsable = !ConnectionFaults.isLost(e) && isUndone(connection, e);
        throw e;
      } finally {
        if (!isUsable) {
          connection.abort(Runnable::run);
        }
      }
    }
  }

  private static boolean isUndone(Connection connection, SQLException because) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
      return true;
    } catch (SQLException e) {
      because.addSuppressed(e);
      return false;
    }
  }
}
