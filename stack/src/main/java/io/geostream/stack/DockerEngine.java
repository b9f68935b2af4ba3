package io.geostream.stack;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.shaded.com.github.dockerjava.core.DefaultDockerClientConfig;
import org.testcontainers.shaded.com.github.dockerjava.core.DockerClientImpl;

/**
 * The Docker engine of this machine: a server in a container listens on this machine's 127.0.0.1
 * only, so an engine elsewhere is of no use. Checked before Docker's client is loaded, which takes
 * half a second.
 *
 * @param places where it may be, in the order in which they are tried: {@code unix:///path} or
 *     {@code tcp://127.0.0.1:port}
 */
record DockerEngine(List<URI> places) {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int PLAIN_PORT = 2375;
  private static final String PING = "GET /_ping HTTP/1.0\r\n\r\n";

  /** At DOCKER_HOST, or else at the usual sockets. */
  static DockerEngine ofThisMachine() {
    return of(System.getenv(), System.getProperty("user.home", "/"));
  }

  static DockerEngine of(Map<String, String> environment, String home) {
    String host = environment.getOrDefault("DOCKER_HOST", "");
    if (!host.isEmpty()) {
      return new DockerEngine(local(host).stream().toList());
    }
    List<URI> usual = new ArrayList<>();
    usual.add(socket(Path.of("/var/run/docker.sock")));
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!runtime.isEmpty()) {
      usual.add(socket(Path.of(runtime, "docker.sock")));
    }
    usual.add(socket(Path.of(home, ".docker/run/docker.sock")));
    usual.add(socket(Path.of(home, ".docker/desktop/docker.sock")));
    return new DockerEngine(List.copyOf(usual));
  }

  /** The first place where an engine answers; each is given 2 s. */
  Optional<URI> answering() {
    return places.stream().filter(DockerEngine::answers).findFirst();
  }

  /**
   * A client of Docker's API, as Testcontainers brings it along. Not Testcontainers itself: its
   * checks write to the log and to a file of the user, its reaper is one more image to pull, and
   * its waits cannot be interrupted.
   */
  static DockerClient connect(URI place) {
    return DockerClientImpl.getInstance(
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(place.toString())
            .build(),
        new ZerodepDockerHttpClient.Builder().dockerHost(place).build());
  }

  static URI socket(Path path) {
    return URI.create("unix://" + path.toUri().getRawPath());
  }

  /** Empty for another machine, for ssh, and for what is no URI. */
  private static Optional<URI> local(String host) {
    try {
      URI place = URI.create(host);
      if ("unix".equals(place.getScheme()) && place.getPath() != null) {
        return Optional.of(place);
      }
      String name = String.valueOf(place.getHost());
      boolean isHere = name.equals("localhost") || name.startsWith("127.") || name.equals("[::1]");
      int port = place.getPort() < 0 ? PLAIN_PORT : place.getPort();
      return "tcp".equals(place.getScheme()) && isHere
          ? Optional.of(URI.create("tcp://" + name + ":" + port))
          : Optional.empty();
    } catch (IllegalArgumentException noUri) {
      return Optional.empty();
    }
  }

  private static boolean answers(URI place) {
    CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> ping(address(place)));
    try {
      return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static SocketAddress address(URI place) {
    return "unix".equals(place.getScheme())
        ? UnixDomainSocketAddress.of(place.getPath())
        : new InetSocketAddress(place.getHost(), place.getPort());
  }

  /** An engine that requires TLS refuses plain HTTP, but answers. */
  private static boolean ping(SocketAddress address) {
    try (SocketChannel channel = open(address)) {
      channel.write(ByteBuffer.wrap(PING.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(64);
      return channel.read(answer) > 0
          && new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII)
              .startsWith("HTTP/");
    } catch (IOException notThere) {
      return false;
    }
  }

  private static SocketChannel open(SocketAddress address) throws IOException {
    SocketChannel channel =
        address instanceof UnixDomainSocketAddress
            ? SocketChannel.open(StandardProtocolFamily.UNIX)
            : SocketChannel.open();
    channel.connect(address);
    return channel;
  }
}
