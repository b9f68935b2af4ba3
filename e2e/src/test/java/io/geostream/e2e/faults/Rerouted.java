package io.geostream.e2e.faults;

import io.geostream.stack.ControllableServer;
import io.geostream.stack.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A database as a consumer is to reach it: by another address, or as somebody else. The test itself
 * goes on with the original, which alone is closed.
 */
record Rerouted(Database original, String jdbcUrl, String user, Optional<String> password)
    implements Database {

  /** By another address. */
  static Rerouted over(Database original, String jdbcUrl) {
    return new Rerouted(original, jdbcUrl, original.user(), original.password());
  }

  /** With more in its address, such as {@code socketTimeout=2}. */
  static Rerouted with(Database original, String parameters) {
    return over(original, original.jdbcUrl() + "?" + parameters);
  }

  @Override
  public boolean timescale() {
    return original.timescale();
  }

  @Override
  public String description() {
    return original.description();
  }

  @Override
  public Optional<ControllableServer> server() {
    return original.server();
  }

  @Override
  public Connection connect() throws SQLException {
    return original.connect();
  }

  @Override
  public Database createDatabase(String name) throws SQLException {
    return original.createDatabase(name);
  }

  /** Does nothing: the original is somebody's already. */
  @Override
  public void close() {}
}
