package io.geostream.consumer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that takes three seconds to log in: a far one, or one that wakes up. A signal, as other
 * tests' databases cause them, would end its delay early.
 */
@Isolated
final class SlowLoginIT {

  /** Seconds; more than the pool waits by default. */
  private static final int SLOW = 3;

  /** Much more than that, also on a machine that does other things. */
  private static final int VERY_SLOW = 5;

  @Test
  void isAnOutageByDefault() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        HikariDataSource pool = pool(database, VERY_SLOW, "")) {
      assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"&connectTimeout=15", "&loginTimeout=15", "&connectTimeout=0"})
  void isWaitedForIfTheUrlGivesItTheTime(String timeout) throws Exception {
    try (Database database = SharedStack.freshDatabase();
        HikariDataSource pool = pool(database, SLOW, timeout);
        Connection connection = pool.getConnection()) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  private static HikariDataSource pool(Database database, int seconds, String timeout) {
    return DatabasePool.open(
        TestLogin.to(
            database, database.jdbcUrl() + "?options=-c%20post_auth_delay=" + seconds + timeout),
        1);
  }
}
