package io.geostream.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one migration at a time into a database, from before the first look until after the last
 * check: the extension, the roles and Flyway's own table are made under it too, which Flyway's lock
 * does not cover. It belongs to the session, so a killed process leaves nothing behind.
 */
final class MigrationLock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MigrationLock.class);

  /** "geostrea" in ASCII. */
  private static final long KEY = 0x67656f7374726561L;

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  // Short, because a waiting statement holds a snapshot, for which CREATE INDEX CONCURRENTLY in the
  // migration that is
  // waited for would wait in turn; and below deadlock_timeout, so that this is not taken for a
  // deadlock.
  private static final Duration ONE_TRY = Duration.ofMillis(500);

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Connection connection;

  private MigrationLock(Connection connection) {
    this.connection = connection;
  }

  /**
   * Waits for the lock.
   *
   * @throws SQLTransientException if another migration holds it for more than ten minutes, or on
   *     interruption
   */
  static MigrationLock acquire(Connection connection) throws SQLException {
    for (long tries = PATIENCE.dividedBy(ONE_TRY); tries > 0; tries--) {
      if (Thread.currentThread().isInterrupted()) {
        throw new SQLTransientException(
            "interrupted while another migration of the schema is under way");
      }
      if (tryAcquire(connection)) {
        return new MigrationLock(connection);
      }
      if (tries == PATIENCE.dividedBy(ONE_TRY)) {
        LOG.info("schema: waiting for another migration to finish");
      }
    }
    throw new SQLTransientException(
        "another migration of the schema has been under way for more than %d minutes"
            .formatted(PATIENCE.toMinutes()));
  }

  private static boolean tryAcquire(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = " + ONE_TRY.toMillis());
      statement.execute("SELECT pg_advisory_lock(" + KEY + ")");
      statement.execute("SET lock_timeout = 0");
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
