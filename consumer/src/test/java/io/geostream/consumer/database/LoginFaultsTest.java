package io.geostream.consumer.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGProperty;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** What a connection that could not be made is taken for. */
final class LoginFaultsTest {

  private final List<Properties> asked = new ArrayList<>();
  private final LoginFaults faults =
      new LoginFaults(
          properties -> {
            asked.add(properties);
            throw new SQLException("no answer either");
          });

  @ParameterizedTest
  @CsvSource({
    "2, 2000, false",
    "2, 1900, true",
    "5, 2000, true",
    "2.5, 2400, true",
    "2.5, 2600, false",
    "0, 60000, true"
  })
  void onlyWhatEndedBeforeTheTimeOutOfThisAttemptMayBeAServerThatIsNotWritable(
      String timeout, long millis, boolean asks) {
    Properties properties = new Properties();
    PGProperty.LOGIN_TIMEOUT.set(properties, timeout);

    faults.explained(
        new PSQLException("no server", PSQLState.CONNECTION_UNABLE_TO_CONNECT),
        properties,
        TimeUnit.MILLISECONDS.toNanos(millis));

    assertThat(asked).hasSize(asks ? 1 : 0);
  }
}
