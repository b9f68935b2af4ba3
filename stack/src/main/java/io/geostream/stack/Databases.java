package io.geostream.stack;

import java.util.List;

/** Finds and starts databases. */
public final class Databases {
  private Databases() {}

  /**
   * Starts, or connects to, the best database at hand: the given one; a TimescaleDB installed on
   * this machine; one in Docker; a plain PostgreSQL that comes along.
   *
   * @throws StackException when none of the kinds asked for can be had, or the given one does not
   *     answer
   */
  public static Database start(DatabaseRequest request) {
    SupportedSystem system = SupportedSystem.current();
    List<DatabaseSource> sources =
        List.of(
            new GivenSource(request.given()),
            new NativeSource(request, PostgresInstallations.ofThisMachine()),
            new DockerSource(request, DockerEngine.ofThisMachine()),
            new EmbeddedSource(request, system, System.getProperty("os.arch", "")));
    return DatabaseChoice.start(
        sources.stream().filter(source -> request.kinds().contains(source.kind())).toList());
  }
}
