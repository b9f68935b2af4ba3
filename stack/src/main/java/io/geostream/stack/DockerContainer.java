package io.geostream.stack;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A container, by its name, which is known before the engine creates it. So the container is always
 * removed, at the latest when this JVM has ended.
 */
final class DockerContainer {
  private static final int LOG_LINES = 25;

  private final DockerClient client;
  private final DockerCalls calls;
  private final URI guarded;
  private final String name;
  private final ContainerPlan.Network network;

  private DockerContainer(
      DockerClient client,
      DockerCalls calls,
      URI engine,
      String name,
      ContainerPlan.Network network) {
    this.client = client;
    this.calls = calls;
    this.guarded = URI.create(engine + "#" + name);
    this.name = name;
    this.network = network;
  }

  /**
   * Makes one that does not run yet.
   *
   * @throws StackException if that fails; then none is left
   */
  static DockerContainer create(
      DockerClient client, DockerCalls calls, URI engine, ContainerPlan plan) {
    String name = "geostream-" + Passwords.random().substring(0, 12);
    DockerContainer container = new DockerContainer(client, calls, engine, name, plan.network());
    try {
      container.create(plan);
      return container;
    } catch (StackException e) {
      if (DockerCalls.isRefusal(e)) {
        ProcessGuard.ofThisJvm().forget(container.guarded);
      }
      throw e;
    }
  }

  private void create(ContainerPlan plan) {
    calls.run(
        "creating a container",
        () -> {
          CreateContainerCmd creation = plan.command(client, name);
          ProcessGuard.ofThisJvm().watch(guarded);
          return creation.exec();
        },
        tooLate -> removeNow());
  }

  /**
   * Starts it.
   *
   * @throws StackException if that fails; also if its port does not get published, as with an
   *     engine that has no bridge
   */
  void start() {
    calls.run("starting a container", this::startNow);
  }

  private void startNow() {
    client.startContainerCmd(name).exec();
    if (network == ContainerPlan.Network.BRIDGE
        && inspect().getNetworkSettings().getPorts().getBindings().values().stream()
            .noneMatch(Objects::nonNull)) {
      throw new StackException("its port is not published");
    }
  }

  private InspectContainerResponse inspect() {
    return client.inspectContainerCmd(name).exec();
  }

  /** Whether it runs or is paused. */
  boolean isRunning() {
    return calls.run(
        "asking for a container",
        () -> {
          try {
            return Boolean.TRUE.equals(inspect().getState().getRunning());
          } catch (NotFoundException removed) {
            return false;
          }
        });
  }

  /** Sends a signal to its first process; the kernel ends the others with that one. */
  void signal(String signal) {
    calls.run(
        "sending " + signal + " to a container",
        () -> client.killContainerCmd(name).withSignal(signal).exec());
  }

  void pause() {
    calls.run("pausing a container", () -> client.pauseContainerCmd(name).exec());
  }

  void unpause() {
    calls.run("resuming a container", () -> client.unpauseContainerCmd(name).exec());
  }

  /** Runs a program in it, to its end. */
  void run(String... command) {
    calls.run(
        "running a program in a container",
        () -> {
          String id = client.execCreateCmd(name).withCmd(command).exec().getId();
          try (DockerStream<Frame> end = new DockerStream<>(output -> {})) {
            client.execStartCmd(id).exec(end);
            end.await();
          }
          return true;
        });
  }

  /** The last lines of its output. */
  String logEnd() {
    return calls.run(
        "reading the log of a container",
        () -> {
          StringBuilder log = new StringBuilder();
          try (DockerStream<Frame> lines =
              new DockerStream<>(
                  frame -> log.append(new String(frame.getPayload(), StandardCharsets.UTF_8)))) {
            client
                .logContainerCmd(name)
                .withStdOut(true)
                .withStdErr(true)
                .withTail(LOG_LINES)
                .exec(lines);
            lines.await();
          }
          return log.toString();
        });
  }

  /** Removes it with its data, whatever its state. */
  void remove() {
    calls.run("removing a container", this::removeNow);
  }

  /** Does not wait: an engine that hangs may take long, and what fails is left to the guard. */
  void removeLater() {
    Thread thread = new Thread(this::removeNow, "docker: removing " + name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((failed, fault) -> {});
    thread.start();
  }

  private void removeNow() {
    ProcessGuard.ofThisJvm().awaitStarts(); // else the guard removes it
    remove(client, name);
    ProcessGuard.ofThisJvm().forget(guarded);
  }

  /** Removes a container; whether there was one. */
  static boolean remove(DockerClient client, String name) {
    try {
      client.removeContainerCmd(name).withForce(true).withRemoveVolumes(true).exec();
      return true;
    } catch (NotFoundException notThere) {
      return false;
    }
  }
}
