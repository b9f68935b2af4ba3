package io.geostream.consumer.database;

import io.geostream.sql.PlainDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Connections for migrations, one at a time; the backend of the one that is open is known. */
final class MigrationSource extends PlainDataSource {

  private final LoginSource server;
  private volatile @Nullable Opened last;

  /** A connection and its backend, which is busy for as long as it is open. */
  private record Opened(Connection connection, BusyBackend backend) {}

  MigrationSource(LoginSource server) {
    this.server = server;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = server.getConnection();
    long now = System.nanoTime();
    int pid = connection.unwrap(PGConnection.class).getBackendPID();
    last = new Opened(connection, new BusyBackend(pid, now, now));
    return connection;
  }

  /** The backend of the open connection, or null if none is open. */
  @Nullable BusyBackend busy() {
    Opened opened = last;
    try {
      return opened == null || opened.connection().isClosed() ? null : opened.backend();
    } catch (SQLException e) {
      return null; // never, for this driver
    }
  }
}
