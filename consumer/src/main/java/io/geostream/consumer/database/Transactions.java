package io.geostream.consumer.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Transactions of watches and tools, each on a connection of its own that it gives back. Safe to
 * use from any thread.
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
        isUsable = true;
        return result;
      } catch (SQLException e) {
        isUsable = !Connections.isLost(e);
        throw e;
      } catch (RuntimeException e) {
        isUsable = true; // it is not the connection's
        throw e;
      } finally {
        if (isUsable && Connections.rollback(connection)) {
          connection.setAutoCommit(true);
        } else {
          connection.abort(Runnable::run); // before the pool gets it back
        }
      }
    }
  }
}
