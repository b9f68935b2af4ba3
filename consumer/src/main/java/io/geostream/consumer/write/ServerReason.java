package io.geostream.consumer.write;

import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Why the server refused a statement, for people. */
final class ServerReason {

  private ServerReason() {}

  /** The SQLState and the message, with the detail and the hint if the server gave them. */
  static String of(SQLException fault) {
    Stream<String> parts = Stream.of(String.valueOf(fault.getMessage()));
    if (fault instanceof PSQLException server && server.getServerErrorMessage() != null) {
      ServerErrorMessage said = server.getServerErrorMessage();
      parts =
          Stream.of(said.getMessage(), said.getDetail(), said.getHint())
              .flatMap(Stream::ofNullable);
    }
    return Stream.concat(Stream.of(fault.getSQLState()), parts).collect(Collectors.joining(": "));
  }
}
