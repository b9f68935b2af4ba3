package io.geostream.common.daemon;

import io.geostream.common.http.Health;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Watches the threads that Kafka's clients start for themselves. Kafka only logs what such a thread
 * dies of; the client then accepts calls and never answers them.
 */
public final class ClientThreads {

  private static final String KAFKA = "org.apache.kafka.";

  /**
   * Precedes the client's id in the names of the client's threads; login threads do not have it.
   */
  private static final String OF_CLIENT = " | ";

  private final Health health;
  private final StopSignal stop;

  /**
   * @param health is not live once a watched thread has died
   * @param stop before it is requested, no thread may end
   */
  public ClientThreads(Health health, StopSignal stop) {
    this.health = health;
    this.stop = stop;
  }

  /**
   * Makes clients that have threads, and watches these threads: a fault that ends one ends the
   * daemon. If not all clients can be made, nothing is watched. The threads that a login starts to
   * renew its tickets may end.
   *
   * @throws IllegalStateException if no client's thread was started, so that none can be watched
   */
  public <T> T watched(Supplier<T> maker) {
    Set<Thread> before = kafkaThreads().collect(Collectors.toSet());
    T client = maker.get();
    List<Thread> started = kafkaThreads().filter(thread -> !before.contains(thread)).toList();
    started.forEach(
        thread -> thread.setUncaughtExceptionHandler(null)); // the daemon's, not Kafka's
    List<Thread> ofClients =
        started.stream().filter(thread -> thread.getName().contains(OF_CLIENT)).toList();
    if (ofClients.isEmpty()) {
      throw new IllegalStateException("a Kafka client has no thread, or it has died at once");
    }
    ofClients.forEach(this::watch);
    return client;
  }

  private void watch(Thread thread) {
    health.live(thread.getName(), () -> thread.isAlive() || stop.isRequested() ? null : "has died");
  }

  private static Stream<Thread> kafkaThreads() {
    ThreadGroup group = Objects.requireNonNull(Thread.currentThread().getThreadGroup());
    Thread[] threads = new Thread[2 * group.activeCount() + 16];
    int count = group.enumerate(threads);
    return Arrays.stream(threads, 0, count)
        .filter(thread -> thread.getClass().getName().startsWith(KAFKA));
  }
}
