package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabasesIT {
  private final OwnFolder folder = OwnFolder.temporary();

  @AfterEach
  void closeFolder() {
    folder.close();
  }

  @Test
  void embeddedPostgresServesKeepsItsDataOverAKillAndLeavesNothing() throws Exception {
    Database database = Databases.start(only(DatabaseKind.EMBEDDED));
    try (database) {
      assertThat(database.timescale()).isFalse();
      ControllableServer server = database.server().orElseThrow();
      execute(database, "CREATE TABLE kept AS SELECT 42 AS answer");

      server.kill();
      assertThat(server.isAlive()).isFalse();
      server.start();
      assertThat(query(database, "SELECT answer FROM kept")).isEqualTo("42");

      server.stopImmediately();
      server.start();
      server.stopFast();
      assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
      server.start();
      assertThat(query(database, "SELECT answer FROM kept")).isEqualTo("42");
    }
    assertThat(database.server().orElseThrow().isAlive()).isFalse();
    assertThat(folder.path()).isEmptyDirectory();
  }

  @Test
  void freezesAndThawsAllOfItsProcesses() throws Exception {
    try (Database database = Databases.start(only(DatabaseKind.EMBEDDED));
        Connection open = database.connect();
        Statement statement = open.createStatement()) {
      ControllableServer server = database.server().orElseThrow();
      server.freeze();
      open.setNetworkTimeout(Runnable::run, 500);
      assertThatThrownBy(() -> statement.execute("SELECT 1")).hasMessageContaining("I/O error");
      assertThat(server.isAlive()).isTrue();
      server.thaw();
      assertThat(query(database, "SELECT 1")).isEqualTo("1");
      server.freeze(); // And is closed while frozen.
    }
    assertThat(folder.path()).isEmptyDirectory();
  }

  @Test
  void letsNobodyInWithoutThePassword() {
    try (Database database = Databases.start(only(DatabaseKind.EMBEDDED))) {
      assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), "postgres", "wrong"))
          .hasMessageContaining("password authentication failed");
      assertThat(database.jdbcUrl()).doesNotContain(database.password().orElseThrow());
      assertThat(database.toString()).doesNotContain(database.password().orElseThrow());
    }
  }

  @Test
  void isolatesFreshDatabasesOnAGivenServer() throws Exception {
    try (Database server = Databases.start(only(DatabaseKind.EMBEDDED))) {
      GivenDatabase given = new GivenDatabase(server.jdbcUrl(), server.user(), server.password());
      Database taken = Databases.start(DatabaseRequest.in(folder.path()).withGiven(given));
      assertThat(taken.server()).isEmpty();
      try (Database second = taken.createDatabase("second")) {
        try (Database first = taken.createDatabase("first \"one\"");
            Connection leftOpen = first.connect()) {
          execute(first, "CREATE TABLE here()");
          assertThat(leftOpen.isValid(1)).isTrue();
          assertThat(query(second, "SELECT to_regclass('here')")).isNull();
        }
        assertThat(query(taken, "SELECT count(*) FROM pg_database WHERE datname LIKE 'first%'"))
            .isEqualTo("0");
      }
      taken.close();
      assertThat(query(server, "SELECT 1")).as("a given server is left running").isEqualTo("1");
    }
  }

  @Test
  void takesSettingsButStaysOnThisMachine() throws Exception {
    DatabaseRequest request =
        only(DatabaseKind.EMBEDDED)
            .withSettings(Map.of("work_mem", "7MB", "listen_addresses", "*"));
    try (Database database = Databases.start(request)) {
      assertThat(query(database, "SHOW work_mem")).isEqualTo("7MB");
      assertThat(query(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void tellsWhatPostgresSaidWhenItDoesNotStart() {
    DatabaseRequest request =
        only(DatabaseKind.EMBEDDED).withSettings(Map.of("shared_buffers", "many"));
    assertThatThrownBy(() -> Databases.start(request))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
    assertThat(folder.path()).isEmptyDirectory();
  }

  private DatabaseRequest only(DatabaseKind kind) {
    return new DatabaseRequest(
        folder.path(),
        Optional.empty(),
        EnumSet.of(kind),
        Map.of("fsync", "off"),
        Optional.empty());
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static @Nullable String query(Database database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
