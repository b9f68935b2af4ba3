package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.stack.testing.SkippedTests;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for each kind of server; skipped for those that this machine has not. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class DatabasesIT {
  private static @Nullable OwnFolder folder;
  private static @Nullable Database started;

  @Parameter DatabaseKind kind = DatabaseKind.EMBEDDED;

  @BeforeParameterizedClassInvocation
  static void start(DatabaseKind kind) throws IOException {
    skipUnlessItCanBeHad(kind);
    OwnFolder own = OwnFolder.temporary();
    folder = own;
    Path file = own.path().resolve("file.conf");
    Files.writeString(file, "work_mem = 5MB\nmaintenance_work_mem = '33MB'\n");
    started =
        Databases.start(
            request(own, kind)
                .withSettingsFile(file)
                .withSettings(Map.of("fsync", "off", "work_mem", "7MB", "listen_addresses", "*")));
    Files.delete(file);
  }

  private static void skipUnlessItCanBeHad(DatabaseKind kind) {
    DatabaseRequest request = DatabaseRequest.in(Path.of("/"));
    if (Databases.source(kind, request).find() instanceof DatabaseSource.Missing missing) {
      SkippedTests.skipThisOne(missing.why());
    }
    if (kind == DatabaseKind.DOCKER) {
      UsableEngine.orSkip();
    }
  }

  @AfterParameterizedClassInvocation
  static void closeLeavesNothingEvenIfItIsFrozen() {
    if (started == null || folder == null) {
      return;
    }
    ControllableServer server = started.server().orElseThrow();
    server.freeze();
    started.close();
    started = null;
    assertThat(server.isAlive()).isFalse();
    assertThat(folder.path()).isEmptyDirectory();
    folder.close();
    assertThat(folder.path()).doesNotExist();
  }

  private static Database database() {
    return Optional.ofNullable(started).orElseThrow();
  }

  private static Path folder() {
    return Optional.ofNullable(folder).orElseThrow().path();
  }

  @Test
  void keepsItsDataOverKillsAndStops() throws Exception {
    ControllableServer server = database().server().orElseThrow();
    execute(database(), "CREATE TABLE kept AS SELECT 42 AS answer");

    server.kill();
    assertThat(server.isAlive()).isFalse();
    server.start();
    assertThat(query(database(), "SELECT answer FROM kept")).isEqualTo("42");

    server.stopImmediately();
    server.start();
    server.stopFast();
    assertThatThrownBy(database()::connect).isInstanceOf(SQLException.class);
    server.start();
    assertThat(query(database(), "SELECT answer FROM kept")).isEqualTo("42");
  }

  @Test
  void freezesAndThawsAllOfItsProcesses() throws Exception {
    ControllableServer server = database().server().orElseThrow();
    try (Connection open = database().connect();
        Statement statement = open.createStatement()) {
      server.freeze();
      open.setNetworkTimeout(Runnable::run, 500);
      assertThatThrownBy(() -> statement.execute("SELECT 1")).hasMessageContaining("I/O error");
      assertThat(server.isAlive()).isTrue();
      server.thaw();
      assertThat(query(database(), "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void asksForThePassword() {
    assertThatThrownBy(() -> DriverManager.getConnection(database().jdbcUrl(), "postgres", "wrong"))
        .hasMessageContaining("password authentication failed");
    String password = database().password().orElseThrow();
    assertThat(database().jdbcUrl() + database() + database().description())
        .doesNotContain(password);
  }

  @Test
  void isolatesFreshDatabasesOnAGivenServer() throws Exception {
    DatabaseLogin given =
        new DatabaseLogin(database().jdbcUrl(), database().user(), database().password());
    Database taken = Databases.start(DatabaseRequest.in(folder()).withSelection(given));
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
    assertThat(query(database(), "SELECT 1")).as("a given server is left running").isEqualTo("1");
  }

  @Test
  void dropsADatabaseThatIsInUse() throws Exception {
    Database used = database().createDatabase("used");
    try (Connection connection = used.connect()) {
      used.close();
      assertThat(connection.isValid(1)).isFalse();
    }
  }

  @Test
  void hasTheExtensionUnlessItComesAlong() {
    assertThat(database().timescale()).isEqualTo(kind != DatabaseKind.EMBEDDED);
    assertThat(database().description()).startsWith(kind + " ");
  }

  @Test
  void takesSettingsOverThoseOfTheFileOverItsOwn() throws Exception {
    assertThat(query(database(), "SHOW fsync")).isEqualTo("off");
    assertThat(query(database(), "SHOW work_mem")).isEqualTo("7MB");
    assertThat(query(database(), "SHOW maintenance_work_mem")).isEqualTo("33MB");
    assertThat(query(database(), "SHOW max_locks_per_transaction")).isEqualTo("256");
  }

  @Test
  void isReachedFromThisMachineOnly() throws Exception {
    int port = URI.create(database().jdbcUrl().substring("jdbc:".length())).getPort();
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(it -> it instanceof Inet4Address && !it.isLoopbackAddress())
            .toList();
    for (InetAddress other : others) {
      try (Socket socket = new Socket()) {
        assertThatThrownBy(() -> socket.connect(new InetSocketAddress(other, port), 2_000))
            .as("%s:%d", other, port)
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void saysWhatPostgresSaidWhenItDoesNotStart() throws Exception {
    try (OwnFolder own = OwnFolder.temporary()) {
      DatabaseRequest request = request(own, kind).withSettings(Map.of("shared_buffers", "many"));
      assertThatThrownBy(() -> Databases.start(request))
          .isInstanceOf(StackException.class)
          .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
      assertThat(own.path()).isEmptyDirectory();
    }
  }

  @Test
  void saysWhichGivenDatabaseDoesNotAnswer() {
    int port = FreePorts.pick(1).get(0);
    DatabaseLogin given =
        new DatabaseLogin(JdbcUrls.local(port, "none"), "me", Optional.of("secret"));
    assertThatThrownBy(() -> Databases.start(DatabaseRequest.in(folder()).withSelection(given)))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("cannot connect as me at " + given.jdbcUrl());
  }

  private static DatabaseRequest request(OwnFolder folder, DatabaseKind kind) {
    return DatabaseRequest.in(folder.path()).withSelection(DatabaseSelection.of(kind));
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
