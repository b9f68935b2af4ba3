package io.geostream.stack;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A streaming standby of a server that was started here: it can be made to lag, and be promoted.
 * Its processes end with this JVM at the latest.
 */
public final class StandbyServer implements AutoCloseable {
  private static final Duration AT_MOST = Duration.ofMinutes(1);

  private final ServerUser serverUser = ServerUser.detect();
  private final OwnFolder folder = OwnFolder.temporary();
  private final Path data = folder.path().resolve("standby").resolve("data");
  private final Path bin;
  private final Database database;

  private StandbyServer(Database primary) throws IOException, SQLException {
    this.bin = Path.of(answer(primary, "SELECT setting FROM pg_config WHERE name = 'BINDIR'"));
    int port = FreePorts.pick(1).get(0);
    copyOf(primary);
    Files.writeString(
        data.resolve("postgresql.conf"),
        "port = %s%nprimary_conninfo = '%s'%n".formatted(port, connectionInfo(primary)),
        StandardOpenOption.APPEND);
    Files.createFile(data.resolve("standby.signal"));
    run("pg_ctl", "start", "-w", "-D", data.toString(), "-l", data + ".log");
    this.database =
        PostgresDatabase.of(
            new DatabaseLogin(JdbcUrls.local(port, "postgres"), primary.user(), primary.password()),
            "standby",
            Optional.empty(),
            () -> {});
  }

  /**
   * Makes a standby of a server, which is stopped for a moment.
   *
   * @param primary its own database; of a server that runs on this machine, and not in a container
   * @throws StackException if the standby does not start
   */
  public static StandbyServer of(Database primary) {
    try {
      return new StandbyServer(primary);
    } catch (IOException | SQLException e) {
      throw new StackException("cannot make a standby: " + e.getMessage(), e);
    }
  }

  private void copyOf(Database primary) throws IOException, SQLException {
    String original = answer(primary, "SHOW data_directory");
    Files.writeString(
        Path.of(original, "pg_hba.conf"),
        "host replication all 127.0.0.1/32 scram-sha-256\n",
        StandardOpenOption.APPEND);
    Path home = Files.createDirectory(data.resolveSibling(""));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    serverUser.own(home);
    ControllableServer server = primary.server().orElseThrow();
    server.stopFast();
    run(Path.of("cp"), "-a", original, data.toString());
    server.start();
  }

  private static String connectionInfo(Database primary) {
    String url = primary.jdbcUrl();
    String port = url.substring(url.lastIndexOf(':') + 1, url.lastIndexOf('/'));
    return "host=127.0.0.1 port=%s user=%s password=%s"
        .formatted(port, primary.user(), primary.password().orElse(""));
  }

  /** The standby as one reaches it: read-only until it is promoted. */
  public Database database() {
    return database;
  }

  /** Waits until it has applied all that the primary has committed by now. */
  public void awaitCaughtUp(Database primary) throws SQLException {
    String position = answer(primary, "SELECT pg_current_wal_insert_lsn()");
    awaitTrue("SELECT pg_last_wal_replay_lsn() >= '%s'".formatted(position));
  }

  /** From now on it gets nothing more from its primary. */
  public void lags() throws SQLException {
    answer(database, "SELECT 1 FROM pg_stat_wal_receiver"); // it did stream
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER SYSTEM SET primary_conninfo = ''");
      statement.execute("SELECT pg_reload_conf()");
    }
    awaitTrue("SELECT NOT EXISTS (SELECT FROM pg_stat_wal_receiver)");
  }

  /** Makes it a primary, and waits until it takes writes. */
  public void promote() throws SQLException {
    answer(database, "SELECT pg_promote(true, 60)");
    awaitTrue("SELECT NOT pg_is_in_recovery()");
  }

  private void awaitTrue(String question) {
    await()
        .atMost(AT_MOST)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> "t".equals(answer(database, question)));
  }

  private static String answer(Database database, String question) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      if (!row.next()) {
        throw new SQLException("no answer to " + question);
      }
      return row.getString(1);
    }
  }

  private void run(String program, String... arguments) {
    run(bin.resolve(program), arguments);
  }

  private void run(Path program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    try {
      Command.Result result = Command.run(serverUser.command(command), AT_MOST);
      if (!result.succeeded()) {
        throw new StackException(command + " failed: " + result.output());
      }
    } catch (IOException e) {
      throw new StackException("cannot run " + command + ": " + e.getMessage(), e);
    }
  }

  /** Ends it; a second call does nothing. */
  @Override
  public void close() {
    if (Files.exists(data.resolve("postmaster.pid"))) {
      run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", data.toString());
    }
    folder.close();
  }
}
