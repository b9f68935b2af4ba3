package io.geostream.stack;

import java.util.Optional;

/** Finds and starts databases. */
public final class Databases {
  private Databases() {}

  /**
   * Starts the first server that can be had of the kinds selected, or connects to the database
   * selected.
   *
   * @throws StackException when no server of those kinds can be had, or that database does not
   *     answer
   */
  public static Database start(DatabaseRequest request) {
    if (request.selection() instanceof DatabaseSelection.Started started) {
      return DatabaseChoice.start(
          started.kinds().stream().map(kind -> source(kind, request)).toList(),
          request.progress().lines());
    }
    DatabaseLogin login = (DatabaseLogin) request.selection();
    return PostgresDatabase.of(login, "database " + login.jdbcUrl(), Optional.empty(), () -> {});
  }

  static DatabaseSource source(DatabaseKind kind, DatabaseRequest request) {
    return switch (kind) {
      case NATIVE -> new NativeSource(request, PostgresInstallations.ofThisMachine());
      case DOCKER -> new DockerSource(request, DockerEngine.ofThisMachine(), DockerSource.TIMEOUT);
      case EMBEDDED ->
          new EmbeddedSource(request, SupportedSystem.current(), System.getProperty("os.arch", ""));
    };
  }
}
