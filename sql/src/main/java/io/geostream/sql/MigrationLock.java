package io.geostream.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Lets one migration at a time into a database, from before the first look until after the last
 * check: the extension, the roles and Flyway's own table are made under it too, which Flyway's lock
 * does not cover. It belongs to the session, so a killed process leaves nothing behind.
 */
final class MigrationLock implements AutoCloseable {

  /** "geostrea" in ASCII. */
  private static final long KEY = 0x67656f7374726561L;

  // Short, because a waiting statement holds a snapshot, for which CREATE INDEX CONCURRENTLY in the
  // migration that is
  // waited for would wait in turn; and below deadlock_timeout, so that this is not taken for a
  // deadlock.
  private static final Duration ONE_TRY = Duration.ofMillis(500);

  /** While the migration waits for a lock on a table, all who come later wait for the migration. */
  private static final Duration ON_TABLES = Duration.ofSeconds(10);

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Connection connection;

  private MigrationLock(Connection connection) {
    this.connection = connection;
  }

  /**
   * Waits for the lock, as long as the session that has it lives: adopting a large table takes
   * hours.
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
      statement.execute("SET lock_timeout = " + ONE_TRY.toMillis());
      statement.execute("SELECT pg_advisory_lock(" + KEY + ")");
      statement.execute("SET lock_timeout = " + ON_TABLES.toMillis());
      return true;
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
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
