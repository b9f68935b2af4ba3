package io.geostream.consumer.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The sign of life of one thread, for {@code /health/live}. */
public final class Heartbeat {

  /** Longer than a statement or a login may take, which the driver's timeouts bound. */
  private static final Duration HANGS_AFTER = Duration.ofSeconds(150);

  private final String name;
  private volatile long lastNanos = System.nanoTime();
  private volatile boolean ended;

  Heartbeat(String name) {
    this.name = name;
  }

  /** Called by the thread, again and again. */
  void beat() {
    lastNanos = System.nanoTime();
  }

  /** Called by the thread when it ends. */
  void end() {
    ended = true;
  }

  /** The thread's name. */
  public String name() {
    return name;
  }

  /** Why the thread is not alive, or null. */
  public @Nullable String problem() {
    if (ended) {
      return "has ended";
    }
    Duration silent = Duration.ofNanos(System.nanoTime() - lastNanos);
    return silent.compareTo(HANGS_AFTER) > 0 ? "hangs for " + silent.toSeconds() + " s" : null;
  }
}
