package io.geostream.consumer.write;

import io.geostream.common.daemon.Causes;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * One message alone exceeds a limit that a setting of the server makes, such as {@code
 * timescaledb.max_tuples_decompressed_per_dml_transaction}. No retry helps, and the message is not
 * bad.
 */
public final class ServerLimitException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The state {@code configuration_limit_exceeded}. */
  private static final String LIMIT = "53400";

  private ServerLimitException(String reason) {
    super("the database cannot take a single message, until a setting of it is raised: " + reason);
  }

  /**
   * Makes sure that a fault of writing one message has another reason.
   *
   * @throws ServerLimitException if it has not
   */
  public static void requireNone(Throwable fault) {
    for (Throwable cause : Causes.of(fault).toList()) {
      if (cause instanceof SQLException limit && LIMIT.equals(limit.getSQLState())) {
        throw new ServerLimitException(reason(limit));
      }
    }
  }

  private static String reason(SQLException limit) {
    if (limit instanceof PSQLException server && server.getServerErrorMessage() != null) {
      ServerErrorMessage parts = server.getServerErrorMessage();
      return Stream.of(parts.getMessage(), parts.getDetail(), parts.getHint())
          .flatMap(Stream::ofNullable)
          .collect(Collectors.joining("; "));
    }
    return String.valueOf(limit.getMessage());
  }
}
