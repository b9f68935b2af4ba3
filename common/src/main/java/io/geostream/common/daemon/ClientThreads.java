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
   * Makes a client that has a thread, and watches it: what it dies of ends the daemon.
   *
   * @throws IllegalStateException if no thread of Kafka's was started: it would go unwatched
   */
  public <T> T watched(Supplier<T> maker) {
    Set<Thread> before = kafkaThreads().collect(Collectors.toSet());
    T client = maker.get();
    List<Thread> started = kafkaThreads().filter(thread -> !before.contains(thread)).toList();
    if (started.isEmpty()) {
      throw new IllegalStateException("a Kafka client has no thread, or it has died at once");
    }
    started.forEach(this::watch);
    return client;
  }

  private void watch(Thread thread) {
    thread.setUncaughtExceptionHandler(null); // not Kafka's, but the daemon's
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
