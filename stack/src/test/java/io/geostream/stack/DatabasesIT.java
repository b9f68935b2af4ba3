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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabasesIT {
  private static final OwnFolder FOLDER = OwnFolder.temporary();
  private static Database embedded;
  private static ControllableServer server;

  @BeforeAll
  static void startEmbedded() {
    embedded =
        Databases.start(
            only(DatabaseKind.EMBEDDED)
                .withSettings(Map.of("fsync", "off", "work_mem", "7MB", "listen_addresses", "*")));
    server = embedded.server().orElseThrow();
  }

  @AfterAll
  static void closeLeavesNothingEvenIfItIsFrozen() {
    server.freeze();
    embedded.close();
    assertThat(server.isAlive()).isFalse();
    assertThat(FOLDER.path()).isEmptyDirectory();
    FOLDER.close();
    assertThat(FOLDER.path()).doesNotExist();
  }

  @Test
  void keepsItsDataOverKillsAndStops() throws Exception {
    assertThat(embedded.timescale()).isFalse();
    execute(embedded, "CREATE TABLE kept AS SELECT 42 AS answer");

    server.kill();
    assertThat(server.isAlive()).isFalse();
    server.start();
    assertThat(query(embedded, "SELECT answer FROM kept")).isEqualTo("42");

    server.stopImmediately();
    server.start();
    server.stopFast();
    assertThatThrownBy(embedded::connect).isInstanceOf(SQLException.class);
    server.start();
    assertThat(query(embedded, "SELECT answer FROM kept")).isEqualTo("42");
  }

  @Test
  void freezesAndThawsAllOfItsProcesses() throws Exception {
    try (Connection open = embedded.connect();
        Statement statement = open.createStatement()) {
      server.freeze();
      open.setNetworkTimeout(Runnable::run, 500);
      assertThatThrownBy(() -> statement.execute("SELECT 1")).hasMessageContaining("I/O error");
      assertThat(server.isAlive()).isTrue();
      server.thaw();
      assertThat(query(embedded, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void letsNobodyInWithoutThePassword() {
    assertThatThrownBy(() -> DriverManager.getConnection(embedded.jdbcUrl(), "postgres", "wrong"))
        .hasMessageContaining("password authentication failed");
    String password = embedded.password().orElseThrow();
    assertThat(embedded.jdbcUrl() + embedded + embedded.description()).doesNotContain(password);
  }

  @Test
  void isolatesFreshDatabasesOnAGivenServer() throws Exception {
    GivenDatabase given =
        new GivenDatabase(embedded.jdbcUrl(), embedded.user(), embedded.password());
    Database taken = Databases.start(DatabaseRequest.in(FOLDER.path()).withGiven(given));
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
    assertThat(query(embedded, "SELECT 1")).as("a given server is left running").isEqualTo("1");
  }

  @Test
  void dropsADatabaseThatIsInUse() throws Exception {
    Database used = embedded.createDatabase("used");
    try (Connection connection = used.connect()) {
      used.close();
      assertThat(connection.isValid(1)).isFalse();
    }
  }

  @Test
  void takesSettingsButStaysOnThisMachine() throws Exception {
    assertThat(query(embedded, "SHOW work_mem")).isEqualTo("7MB");
    assertThat(query(embedded, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
  }

  @Test
  void tellsWhatPostgresSaidWhenItDoesNotStart() throws Exception {
    try (OwnFolder own = OwnFolder.temporary()) {
      DatabaseRequest request =
          DatabaseRequest.in(own.path())
              .withKinds(EnumSet.of(DatabaseKind.EMBEDDED))
              .withSettings(Map.of("shared_buffers", "many"));
      assertThatThrownBy(() -> Databases.start(request))
          .isInstanceOf(StackException.class)
          .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
      assertThat(own.path()).isEmptyDirectory();
    }
  }

  @Test
  void saysWhichGivenDatabaseDoesNotAnswer() {
    int port = FreePorts.pick(1).get(0);
    GivenDatabase given =
        new GivenDatabase(JdbcUrls.local(port, "none"), "me", Optional.of("secret"));
    assertThatThrownBy(() -> Databases.start(DatabaseRequest.in(FOLDER.path()).withGiven(given)))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("cannot connect as me at " + given.jdbcUrl());
  }

  private static DatabaseRequest only(DatabaseKind kind) {
    return new DatabaseRequest(
        FOLDER.path(),
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
