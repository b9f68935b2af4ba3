package io.geostream.consumer.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the use of a connection. Nothing here throws: its server may be gone. */
final class Connections {

  private static final Logger log = LoggerFactory.getLogger(Connections.class);

  /** The class of connections that were lost, or whose server does not answer in time. */
  private static final String LOST = "08";

  static final String READ_ONLY = "25006";

  private Connections() {}

  /**
   * Whether a connection is not to be used again after its fault. If it was lost or timed out, late
   * answers would be taken for those to the next statements; a server that has become read-only may
   * have a successor, which only another login finds.
   */
  static boolean isLost(SQLException fault) {
    String state = fault.getSQLState();
    return state == null || state.startsWith(LOST) || state.equals(READ_ONLY);
  }

  /**
   * Rolls back what is open, which is free if nothing is; says whether the connection can be used
   * again. The driver collects warnings until they are cleared.
   */
  static boolean rollback(Connection connection) {
    try {
      connection.rollback();
      connection.clearWarnings();
      return true;
    } catch (SQLException | RuntimeException e) {
      log.debug("what was open is left to the server, which rolls it back", e);
      return false;
    }
  }

  /** Does not wait: with TLS, closing a socket sends a last message, which may block. */
  static void cut(Connection connection) {
    try {
      connection.abort(command -> start(command, "cut"));
    } catch (SQLException e) {
      log.debug("the connection could not be cut", e);
    }
  }

  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      log.debug("cannot end the connection in order", e);
    }
  }

  static Thread start(Runnable command, String name) {
    Thread thread = new Thread(command, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
