package io.geostream.stack;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether a Docker engine answers. Testcontainers would find out too, with pages of errors in the
 * log and after some seconds.
 *
 * @param addresses where it may be, in the order in which they are tried
 */
record DockerEngine(List<SocketAddress> addresses) {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int PLAIN_PORT = 2375;
  private static final String PING = "GET /_ping HTTP/1.0\r\n\r\n";

  /** Where DOCKER_HOST says, or else in the usual sockets. */
  static DockerEngine ofThisMachine() {
    return of(System.getenv(), System.getProperty("user.home", "/"));
  }

  static DockerEngine of(Map<String, String> environment, String home) {
    String host = environment.getOrDefault("DOCKER_HOST", "");
    if (!host.isEmpty()) {
      return new DockerEngine(List.of(address(URI.create(host))));
    }
    List<SocketAddress> usual = new ArrayList<>();
    usual.add(UnixDomainSocketAddress.of("/var/run/docker.sock"));
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!runtime.isEmpty()) {
      usual.add(UnixDomainSocketAddress.of(Path.of(runtime, "docker.sock")));
    }
    usual.add(UnixDomainSocketAddress.of(Path.of(home, ".docker/run/docker.sock")));
    usual.add(UnixDomainSocketAddress.of(Path.of(home, ".docker/desktop/docker.sock")));
    return new DockerEngine(List.copyOf(usual));
  }

  /** Asks, for 2 s at most an address. */
  boolean answers() {
    return addresses.stream().anyMatch(DockerEngine::answers);
  }

  private static SocketAddress address(URI host) {
    if ("unix".equals(host.getScheme())) {
      return UnixDomainSocketAddress.of(host.getPath());
    }
    int port = host.getPort() < 0 ? PLAIN_PORT : host.getPort();
    return new InetSocketAddress(host.getHost(), port);
  }

  private static boolean answers(SocketAddress address) {
    CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> ping(address));
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** An engine behind TLS refuses plain HTTP, but with an answer. */
  private static boolean ping(SocketAddress address) {
    try (SocketChannel channel = open(address)) {
      channel.write(ByteBuffer.wrap(PING.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(64);
      return channel.read(answer) > 0
          && new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII)
              .startsWith("HTTP/");
    } catch (IOException nobodyThere) {
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
