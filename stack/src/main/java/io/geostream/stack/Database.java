package io.geostream.stack;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** A database on a running PostgreSQL server, with what is needed to reach it. */
public interface Database extends AutoCloseable {
  /** The address without credentials: {@code jdbc:postgresql://host:port/name}. */
  String jdbcUrl();

  /** A role that may create databases; on a server started here, a superuser. */
  String user();

  /** Empty where the server asks for none. */
  Optional<String> password();

  /** Whether the server has the extension at hand; it need not be created in this database. */
  boolean timescale();

  /** For people: the server used, and why each better one was not available. */
  String description();

  /** The handle on the server's processes; empty where they are not ours. */
  Optional<ControllableServer> server();

  /** A new connection. */
  Connection connect() throws SQLException;

  /**
   * A new, empty database on the same server, in which the extension is not created. Closing it
   * drops it, and ends whatever is connected to it; the server stays.
   *
   * @param name its name, not in use yet
   */
  Database createDatabase(String name) throws SQLException;

  /**
   * Stops the server if it was started here, with all that belongs to it; a second call does
   * nothing.
   */
  @Override
  void close();
}
