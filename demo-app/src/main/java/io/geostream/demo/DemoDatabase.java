package io.geostream.demo;

import io.geostream.demo.actions.DatabaseSwitch;
import io.geostream.stack.ControllableServer;
import io.geostream.stack.Database;
import io.geostream.stack.DatabaseRequest;
import io.geostream.stack.Databases;
import io.geostream.stack.Progress;
import io.geostream.stack.ServerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/**
 * The database that the demo writes into: one of its own on a server of its own, or one that was
 * there before.
 */
final class DemoDatabase implements AutoCloseable {

  private static final String PRODUCT =
      """
      SELECT 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1)
             || coalesce(' with TimescaleDB ' || (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'), '')
      """;
  private static final String NAME = "timeseries";

  private final Database server;
  private final Database database;
  private final DatabaseSwitch power;

  private DemoDatabase(Database server, Database database) {
    this.server = server;
    this.database = database;
    this.power =
        DatabaseSwitch.of(
            server.server(), "The demo does not stop a database that was given to it");
  }

  /** Starts the best one that the settings allow. */
  static DemoDatabase start(DemoSettings settings, Path folder, Progress progress)
      throws SQLException {
    Database server =
        Databases.start(
            DatabaseRequest.in(folder)
                .withSelection(settings.database())
                .withSettingsFile(ServerSettings.unpack(DemoDatabase.class, folder))
                .withProgress(progress));
    if (server.server().isEmpty()) {
      return new DemoDatabase(server, server);
    }
    try {
      return new DemoDatabase(server, server.createDatabase(NAME));
    } catch (SQLException e) {
      server.close();
      throw e;
    }
  }

  /** Which one it is, and why no better one. */
  String description() {
    return server.description();
  }

  /**
   * Its name and version, and the extension's, such as "PostgreSQL 17.6 with TimescaleDB 2.29.2".
   */
  String product() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(PRODUCT)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Whether its server was started here, so that only the demo writes there. */
  boolean own() {
    return server.server().isPresent();
  }

  /** Whether the server has the extension. */
  boolean timescale() {
    return database.timescale();
  }

  /** The address for Java. */
  String jdbcUrl() {
    return database.jdbcUrl();
  }

  /** The user there. */
  String user() {
    return database.user();
  }

  /** The variables that tell a daemon the password. */
  Map<String, String> secrets() {
    return database.password().map(it -> Map.of("DATABASE_PASSWORD", it)).orElse(Map.of());
  }

  /** A command that opens it; with the password only if that dies with the demo. */
  String psql() {
    String place = jdbcUrl().replaceFirst("^jdbc:postgresql://", "");
    return "psql postgresql://"
        + user()
        + mortalPassword().map(it -> ":" + it).orElse("")
        + "@"
        + place;
  }

  /**
   * The address with all that a client needs; with the password only if that dies with the demo.
   */
  String jdbcUrlForPeople() {
    return mortalPassword()
        .map(it -> jdbcUrl() + "?user=" + user() + "&password=" + it)
        .orElse(jdbcUrl());
  }

  private Optional<String> mortalPassword() {
    return own() ? database.password() : Optional.empty();
  }

  /** The table in it. */
  ReadingsTable table(RunNames names) {
    return new ReadingsTable(database, names);
  }

  /** The database itself. */
  Database database() {
    return database;
  }

  /** What stops and starts its server. */
  DatabaseSwitch power() {
    return power;
  }

  /**
   * Makes sure that its server runs, unless somebody has stopped it at the switch.
   *
   * @throws DemoException if it has ended by itself, or did not come back
   */
  void requireAlive() {
    DatabaseSwitch.Status status = power.status();
    if (status.phase() == DatabaseSwitch.Phase.FAILED) {
      throw new DemoException(status.reason());
    }
    // Asked again afterwards: it may be switched off just while we look.
    if (isMeantToRun() && !isRunning() && isMeantToRun()) {
      throw new DemoException("the database server ended by itself");
    }
  }

  private boolean isMeantToRun() {
    return power.status().phase() == DatabaseSwitch.Phase.RUNNING;
  }

  private boolean isRunning() {
    return server.server().map(ControllableServer::isAlive).orElse(true);
  }

  /** Stops the server if it is ours, and the database goes with it. */
  @Override
  public void close() {
    try {
      power.close();
    } finally {
      server.close();
    }
  }
}
