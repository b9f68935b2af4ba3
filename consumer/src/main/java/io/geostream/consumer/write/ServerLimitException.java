package io.geostream.consumer.write;

import io.geostream.common.daemon.Causes;
import java.sql.SQLException;

/**
 * One message alone exceeds a limit that a setting of the server makes, such as {@code
 * timescaledb.max_tuples_decompressed_per_dml_transaction} or {@code max_locks_per_transaction}. No
 * retry helps, and the message is not bad.
 */
public final class ServerLimitException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The state {@code configuration_limit_exceeded}. */
  private static final String LIMIT = "53400";

  /** The state {@code out_of_memory}: of the lock table if the hint names its setting. */
  private static final String MEMORY = "53200";

  private static final String LOCKS = "max_locks_per_transaction";

  private ServerLimitException(String reason) {
    super("the database cannot take a single message, until a setting of it is raised: " + reason);
  }

  /**
   * Makes sure that a fault of writing one message has another reason. If there are too many locks
   * and the message has only one row, it is others that hold them.
   *
   * @param rows those of the message
   * @throws ServerLimitException if it has not
   */
  public static void requireNone(Throwable fault, int rows) {
    for (Throwable cause : Causes.of(fault).toList()) {
      if (cause instanceof SQLException refusal && isLimit(refusal, rows)) {
        throw new ServerLimitException(ServerReason.of(refusal));
      }
    }
  }

  private static boolean isLimit(SQLException fault, int rows) {
    return LIMIT.equals(fault.getSQLState())
        || (rows > 1
            && MEMORY.equals(fault.getSQLState())
            && ServerReason.of(fault).contains(LOCKS));
  }
}
