package io.geostream.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Waits until a broker serves clients. */
final class KafkaReadiness {
  private static final Duration STEP = Duration.ofMillis(50);

  private KafkaReadiness() {}

  /** Empty when it is ready; else what is wrong. */
  static String await(String bootstrapServers, int port, ChildProcess process, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    // First the bare port: an admin client would warn of each attempt in the log of whoever waits
    // here.
    while (!accepts(port)) {
      if (process.waitFor(STEP)) {
        return "ended with exit code " + process.exitCode().orElseThrow();
      }
      if (System.nanoTime() > end) {
        return "did not open port " + port + " within " + atMost.toSeconds() + " s";
      }
    }
    return answers(bootstrapServers, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String answers(String bootstrapServers, Duration atMost) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin.describeCluster().nodes().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return "";
    } catch (ExecutionException | TimeoutException e) {
      return "does not answer: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "was waited for by an interrupted thread";
    }
  }
}
