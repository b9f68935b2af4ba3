package io.geostream.stack;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.util.Map;

/**
 * The plan of a container.
 *
 * @param script run by sh as the user
 * @param variables its environment
 * @param port the one it listens on, in whichever network
 */
record ContainerPlan(
    DockerImage image,
    String user,
    String script,
    Map<String, String> variables,
    Network network,
    int port) {
  /** The label with the id of the process that started a container. */
  static final String LABEL = "io.geostream.pid";

  /** More than Docker's 64 MiB, which parallel queries soon use up. */
  private static final long SHARED_MEMORY = 512L << 20;

  /** The networks in which a container can be reached from this machine. */
  enum Network {
    /** Of its own; its port is published on this machine's 127.0.0.1. */
    BRIDGE,
    /** This machine's. */
    HOST
  }

  /** The command that makes it. */
  CreateContainerCmd command(DockerClient client, String name) {
    return client
        .createContainerCmd(image.toString())
        .withName(name)
        .withLabels(Map.of(LABEL, Long.toString(ProcessHandle.current().pid())))
        .withUser(user)
        .withEntrypoint("sh", "-c", script)
        .withEnv(
            variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList())
        .withExposedPorts(ExposedPort.tcp(port))
        .withHostConfig(hostConfig());
  }

  private HostConfig hostConfig() {
    HostConfig config = HostConfig.newHostConfig().withShmSize(SHARED_MEMORY);
    return switch (network) {
      case HOST -> config.withNetworkMode("host");
      case BRIDGE ->
          config
              .withNetworkMode("bridge")
              .withPortBindings(
                  new PortBinding(
                      Ports.Binding.bindIpAndPort("127.0.0.1", port), ExposedPort.tcp(port)));
    };
  }
}
