package io.geostream.consumer.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a fault says about the connection it came from. */
final class ConnectionFaults {

  /** The class of connections that were lost, or whose server does not answer in time. */
  private static final String LOST = "08";

  private static final String READ_ONLY = "25006";

  private ConnectionFaults() {}

  /**
   * Whether the connection is not to be used again. Of one that was lost or timed out, answers
   * still under way would be taken for those to the next questions; a server that has become
   * read-only may have a successor, which only another login finds.
   */
  static boolean isLost(SQLException fault) {
    @Nullable String state = fault.getSQLState();
    return state == null || state.startsWith(LOST) || state.equals(READ_ONLY);
  }
}
