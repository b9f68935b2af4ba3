package io.geostream.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits until a broker serves clients: it opens its port when all its parts run and its controller
 * has let it in. An admin client would find out no more, and write to the caller's log.
 */
final class KafkaReadiness {
  private static final Duration STEP = Duration.ofMillis(50);

  private KafkaReadiness() {}

  /** Empty when it is ready; else the problem. */
  static Optional<String> await(int port, ChildProcess process, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!accepts(port)) {
      if (process.waitFor(STEP)) {
        return Optional.of("ended with exit code " + process.exitCode().orElseThrow());
      }
      if (System.nanoTime() > end) {
        return Optional.of("did not open port " + port + " within " + atMost.toSeconds() + " s");
      }
    }
    return Optional.empty();
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
