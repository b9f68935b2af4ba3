package io.geostream.consumer.database;

import static io.geostream.consumer.database.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pooled connection is given back without a transaction, and as it was. */
final class TransactionsIT {

  private static final String INSERT = "INSERT INTO readings VALUES (1)";

  private Database database;
  private HikariDataSource pool;
  private Transactions transactions;

  @BeforeEach
  void makeATable() throws Exception {
    database = SharedStack.freshDatabase();
    pool = DatabasePool.open(TestLogin.to(database), 1);
    transactions = new Transactions(pool);
    try (Connection connection = database.connect()) {
      execute(connection, "CREATE TABLE readings (id int)");
    }
  }

  @AfterEach
  void dropIt() {
    pool.close();
    database.close();
  }

  @Test
  void onlyWhatIsCommittedStays() throws Exception {
    transactions.transact(connection -> execute(connection, INSERT));
    assertIdleWithRows(0);
    transactions.transact(
        connection -> {
          execute(connection, INSERT);
          connection.commit();
          return execute(connection, INSERT);
        });
    assertIdleWithRows(1);
  }

  @Test
  void nothingOfAFaultStays() throws Exception {
    assertThatThrownBy(
            () ->
                transactions.transact(
                    connection -> {
                      execute(connection, INSERT);
                      return execute(connection, "SELECT 1 / 0");
                    }))
        .isInstanceOfSatisfying(
            SQLException.class, fault -> assertThat(fault.getSQLState()).isEqualTo("22012"));
    assertIdleWithRows(0);
  }

  @Test
  void aConnectionThatWasLostOrLeftInTheMiddleIsReplaced() throws Exception {
    String pid = ask("SELECT pg_backend_pid()");
    assertThatThrownBy(
            () ->
                transactions.transact(
                    connection -> {
                      execute(connection, INSERT);
                      throw new OutOfMemoryError("heap");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
    assertIdleWithRows(0);
    assertThat(ask("SELECT pg_backend_pid()")).isNotEqualTo(pid);
  }

  private void assertIdleWithRows(int expected) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      assertThat(connection.getAutoCommit()).isTrue();
    }
    assertThat(ask("SELECT count(*) FROM readings")).isEqualTo(Integer.toString(expected));
    try (Connection observer = database.connect()) {
      assertThat(
              Statements.ask(
                  observer,
                  """
                  SELECT count(*) FROM pg_stat_activity
                  WHERE datname = current_database() AND state LIKE 'idle in transaction%'"""))
          .isEqualTo("0");
    }
  }

  private String ask(String query) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return Statements.ask(connection, query);
    }
  }
}
