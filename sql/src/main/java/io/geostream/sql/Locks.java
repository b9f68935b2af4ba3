package io.geostream.sql;

import java.sql.SQLException;
import java.time.Duration;

/**
 * Locks on tables that others use. Later statements queue behind one that waits for a lock, so each
 * wait is short, with pauses in which others proceed.
 */
record Locks(Statements statements, MigrationProgress progress) {

  static final String WAITING = "waiting for a lock that another session holds";

  /** The timeout of one wait, set for the session. */
  static final Duration TIMEOUT = Duration.ofMillis(500);

  private static final Duration PAUSE = Duration.ofSeconds(5);

  interface Work {
    void run() throws SQLException, SchemaRefusedException;
  }

  /** Repeats work until no lock of others prevents it. */
  void untilFree(Work work) throws SQLException, SchemaRefusedException {
    while (true) {
      try {
        work.run();
        return;
      } catch (SQLException e) {
        if (!SqlFaults.isLocked(e)) {
          throw e;
        }
        progress.at(WAITING);
        // On the server, so that closing the connection ends it.
        statements.execute("SELECT pg_sleep(" + PAUSE.toSeconds() + ")");
      }
    }
  }

  /** The same, with no limit on how long the server takes to answer. */
  void untilDone(Work work) throws SQLException, SchemaRefusedException {
    int limit = statements.waitForAnswers();
    untilFree(work);
    statements.limitAnswers(limit);
  }

  /** Runs a statement whose waits do not block readers or writers. */
  void waitingWithoutLimit(String sql) throws SQLException {
    statements.execute("SET lock_timeout = 0");
    statements.execute(sql);
    statements.execute(limit());
  }

  static String limit() {
    return "SET lock_timeout = " + TIMEOUT.toMillis();
  }
}
