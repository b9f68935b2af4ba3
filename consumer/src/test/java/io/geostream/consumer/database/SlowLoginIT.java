package io.geostream.consumer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that takes three seconds to log in: a far one, or one that wakes up. */
final class SlowLoginIT {

  private static final String SLOW = "?options=-c%20post_auth_delay=3";

  @Test
  void isAnOutageByDefault() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        HikariDataSource pool = pool(database, "")) {
      assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"&connectTimeout=15", "&loginTimeout=15", "&connectTimeout=0"})
  void isWaitedForIfTheUrlGivesItTheTime(String timeout) throws Exception {
    try (Database database = SharedStack.freshDatabase();
        HikariDataSource pool = pool(database, timeout);
        Connection connection = pool.getConnection()) {
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  private static HikariDataSource pool(Database database, String timeout) {
    return DatabasePool.open(
        new Login(
            DatabaseAddress.of(
                database.jdbcUrl() + SLOW + timeout,
                database.user(),
                database.password().map(it -> Map.of("DATABASE_PASSWORD", it)).orElse(Map.of()))),
        1);
  }
}
