package io.geostream.consumer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.testing.Needs;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password that changes while the program runs. */
final class LoginPasswordIT {

  private final String role = "rotated_" + UUID.randomUUID().toString().replace('-', '_');
  private Database database;
  private Path file;
  private Login login;

  @TempDir Path folder;

  @BeforeEach
  void makeARole() throws Exception {
    database = SharedStack.freshDatabase();
    Needs.that(
        database.password().isPresent(), "LoginPasswordIT", "the database asks for no password");
    execute("CREATE ROLE " + role + " LOGIN PASSWORD 'first'");
    file = Files.writeString(folder.resolve("password"), "first\n");
    login =
        new Login(
            DatabaseAddress.of(
                database.jdbcUrl(), role, Map.of("DATABASE_PASSWORD_FILE", file.toString())));
  }

  @AfterEach
  void dropTheRole() throws Exception {
    try {
      execute("DROP ROLE " + role);
    } finally {
      database.close();
    }
  }

  @Test
  void aFileThatIsEmptyWhileItIsWrittenIsReadAgain() throws Exception {
    login.connect(new Properties()).close();
    execute("ALTER ROLE " + role + " PASSWORD 'second'");
    Files.writeString(file, "");
    assertThatThrownBy(() -> login.connect(new Properties()))
        .isInstanceOf(SQLTransientConnectionException.class);
    assertThatThrownBy(() -> login.connect(new Properties()))
        .isInstanceOf(SQLTransientConnectionException.class);

    Files.writeString(file, "second");

    login.connect(new Properties()).close();
  }

  @Test
  void aFileThatIsEmptyAtTheStartIsReadAgain() throws Exception {
    Files.writeString(file, "");
    Login early =
        new Login(
            DatabaseAddress.of(
                database.jdbcUrl(), role, Map.of("DATABASE_PASSWORD_FILE", file.toString())));

    Files.writeString(file, "first");

    early.connect(new Properties()).close();
  }

  @Test
  void aPasswordThatChangesAfterTheMigrationIsAnOutageForThePool() throws Exception {
    DatabasePool.forMigrations(login, new Backends()).getConnection().close();
    execute("ALTER ROLE " + role + " PASSWORD 'second'");
    try (var pool = DatabasePool.open(login, 1)) {
      assertThatThrownBy(pool::getConnection)
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"));
    }
  }

  @Test
  void anAnswerForTheMigrationIsNotWaitedForWithoutLimitFromTheStart() throws Exception {
    try (Connection connection =
        DatabasePool.forMigrations(login, new Backends()).getConnection()) {
      assertThat(connection.getNetworkTimeout()).isEqualTo(30_000);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
