package io.geostream.stack;

import java.time.Duration;
import java.util.Optional;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** TimescaleDB in a container, which Testcontainers removes even when this JVM is killed. */
record DockerSource(DatabaseRequest request, DockerEngine engine) implements DatabaseSource {
  private static final String IMAGE = "timescale/timescaledb:2.28.3-pg17";
  private static final Duration START = Duration.ofMinutes(3);

  @Override
  public DatabaseKind kind() {
    return DatabaseKind.DOCKER;
  }

  @Override
  public Finding find() {
    return engine.answers()
        ? new Found("image " + IMAGE, DockerSource::start)
        : new Missing("no Docker engine answers");
  }

  private static Database start(String description) {
    PostgreSQLContainer container =
        new PostgreSQLContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("postgres"))
            .withUsername("postgres")
            .withPassword(Passwords.random())
            .withStartupTimeout(START);
    try {
      container.start();
    } catch (ContainerLaunchException | ContainerFetchException | IllegalStateException e) {
      // The last one: an engine that answers, but not as Testcontainers needs it.
      throw new StackException("the container does not start: " + e.getMessage(), e);
    }
    GivenDatabase address =
        new GivenDatabase(
            JdbcUrls.withoutParameters(container.getJdbcUrl()),
            container.getUsername(),
            Optional.of(container.getPassword()));
    return PostgresDatabase.of(address, description, Optional.empty(), container::stop);
  }
}
