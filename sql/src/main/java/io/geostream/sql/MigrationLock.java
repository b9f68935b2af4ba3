package io.geostream.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;

/**
 * Lets one migration at a time into a database, from before the first look until after the last
 * check: the extension, the roles and Flyway's own table are made under it too, which Flyway's lock
 * does not cover. It belongs to the session, so it ends with a killed process.
 */
final class MigrationLock implements AutoCloseable {

  /** "geostrea" in ASCII. */
  private static final long KEY = 0x67656f7374726561L;

  private final Connection connection;

  private MigrationLock(Connection connection) {
    this.connection = connection;
  }

  /**
   * Waits for the lock without a limit: adopting a large table takes hours.
   *
   * @throws SQLTransientException on interruption
   */
  static MigrationLock acquire(Connection connection, MigrationProgress progress)
      throws SQLException {
    while (!tryAcquire(connection)) {
      progress.at("waiting for another migration to finish");
      if (Thread.currentThread().isInterrupted()) {
        throw new SQLTransientException(
            "interrupted while another migration of the schema is under way");
      }
    }
    return new MigrationLock(connection);
  }

  private static boolean tryAcquire(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Short: a waiting statement holds a snapshot, for which CREATE INDEX CONCURRENTLY would wait
      // in turn. Below deadlock_timeout, so that this is not taken for a deadlock.
      statement.execute(Locks.limit());
      statement.execute("SELECT pg_advisory_lock(" + KEY + ")");
      return true;
    } catch (SQLException e) {
      if (SqlFaults.isLocked(e)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    if (connection.isClosed()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_unlock(" + KEY + ")");
    }
  }
}
