package io.geostream.stack;

import com.github.dockerjava.api.DockerClient;
import java.net.URI;
import java.util.concurrent.locks.LockSupport;

/**
 * What {@link ProcessGuard} runs after a JVM that has left containers: removes them. Waits for one
 * that is not there, as the engine may still be creating it.
 */
final class ContainerRemoval {
  private static final int ATTEMPTS = 40;
  private static final long PAUSE_NANOS = 500_000_000;
  private static final long LIMIT_MILLIS = 60_000;

  private ContainerRemoval() {}

  /**
   * Removes containers.
   *
   * @param args an engine's address and the name of a container each: {@code unix:///path#name}
   */
  public static void main(String[] args) throws InterruptedException {
    for (String arg : args) {
      URI container = URI.create(arg);
      URI engine = URI.create(arg.substring(0, arg.indexOf('#')));
      Thread removal =
          new Thread(() -> remove(DockerEngine.connect(engine), container.getFragment()), arg);
      removal.setDaemon(true); // an engine that hangs must not keep this program alive
      removal.start();
      removal.join(LIMIT_MILLIS);
    }
  }

  private static void remove(DockerClient client, String name) {
    for (int attempt = 0; attempt < ATTEMPTS && !isRemoved(client, name); attempt++) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static boolean isRemoved(DockerClient client, String name) {
    try {
      return DockerContainer.remove(client, name);
    } catch (RuntimeException e) { // the engine may be away for a moment; there are more attempts
      return false;
    }
  }
}
