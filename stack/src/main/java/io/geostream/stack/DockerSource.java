package io.geostream.stack;

import com.github.dockerjava.api.DockerClient;
import io.geostream.stack.ContainerPlan.Network;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * TimescaleDB in a container, set up as a cluster of our own: of the image only PostgreSQL's
 * programs are used.
 *
 * @param timeout how long a step of the start may make no progress
 */
record DockerSource(DatabaseRequest request, DockerEngine engine, Duration timeout)
    implements DatabaseSource {
  static final Duration TIMEOUT = Duration.ofSeconds(20);
  static final DockerImage IMAGE = new DockerImage("timescale/timescaledb", "2.28.3-pg17");

  private static final String USER = "postgres";

  /** A second start finds the cluster that the first one has made. */
  private static final String SCRIPT =
      """
      set -e
      if [ ! -s "$PGDATA/PG_VERSION" ]; then
        umask 077
        printf %%s "$SERVER_PASSWORD" >/tmp/password
        initdb -D "$PGDATA" --pwfile=/tmp/password %s
        rm /tmp/password
        printf '%%s\\n' 'host all all all scram-sha-256' >"$PGDATA/pg_hba.conf"
        printf '%%s\\n' "$SERVER_SETTINGS" >>"$PGDATA/postgresql.conf"
      fi
      unset SERVER_PASSWORD SERVER_SETTINGS
      exec postgres -D "$PGDATA"
      """
          .formatted(String.join(" ", PostgresSettings.INITDB));

  @Override
  public DatabaseKind kind() {
    return DatabaseKind.DOCKER;
  }

  @Override
  public Finding find() {
    return engine
        .answering()
        .<Finding>map(place -> new Found("image " + IMAGE, what -> start(place, what)))
        .orElseGet(() -> new Missing("no Docker engine of this machine answers"));
  }

  private Database start(URI place, String description) {
    DockerCalls calls = new DockerCalls(timeout);
    DockerClient client =
        calls.run("connecting to the Docker engine", () -> DockerEngine.connect(place));
    IMAGE.ensure(client, calls, request.progress());
    int port = FreePorts.pick(1).get(0);
    DatabaseLogin login =
        new DatabaseLogin(JdbcUrls.local(port, USER), USER, Optional.of(Passwords.random()));
    DockerContainer container =
        started(
            network -> DockerContainer.create(client, calls, place, plan(network, port, login)));
    try {
      DockerServer server = new DockerServer(container, login, timeout);
      server.awaitReady();
      return PostgresDatabase.of(login, description, Optional.of(server), server::close);
    } catch (StackException e) {
      container.removeLater();
      throw e;
    }
  }

  /** Some engines have no bridge; a kernel or a firewall may not let others make one. */
  private static DockerContainer started(Function<Network, DockerContainer> creation) {
    try {
      return started(creation.apply(Network.BRIDGE));
    } catch (StackException e) {
      if (!DockerCalls.isRefusal(e)) {
        throw e;
      }
      try {
        return started(creation.apply(Network.HOST));
      } catch (StackException again) {
        throw new StackException(
            e.reason() + "; in this machine's own network: " + again.reason(), again);
      }
    }
  }

  private static DockerContainer started(DockerContainer container) {
    try {
      container.start();
      return container;
    } catch (StackException e) {
      container.removeLater();
      throw e;
    }
  }

  private ContainerPlan plan(Network network, int port, DatabaseLogin login) {
    // In a network of its own, it is reachable only from this machine's 127.0.0.1.
    String listen = network == Network.HOST ? "127.0.0.1" : "*";
    return new ContainerPlan(
        IMAGE,
        USER,
        SCRIPT,
        Map.of(
            "PGDATA", "/var/lib/postgresql/data/cluster",
            "SERVER_PASSWORD", login.password().orElseThrow(),
            "SERVER_SETTINGS", PostgresSettings.of(listen, port, true, request)),
        network,
        port);
  }
}
