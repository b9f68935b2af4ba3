package io.geostream.consumer;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The absence of one server, as all who need it see it: it begins with the first who fails and ends
 * when nobody fails any more. One line at its start, one at its end, none in between. Safe to use
 * from any thread.
 */
public final class Outage {

  private static final Logger log = LoggerFactory.getLogger(Outage.class);

  private final String server;
  private final Set<Object> failing = new HashSet<>();
  private long sinceNanos;
  private String cause = "";

  /**
   * @param server what is away, as people call it
   */
  public Outage(String server) {
    this.server = server;
  }

  /** Somebody cannot go on without the server. */
  public synchronized void failed(Object who, String why) {
    if (failing.isEmpty()) {
      sinceNanos = System.nanoTime();
      log.warn("{}: not usable, waiting for it: {}", server, why);
    }
    cause = why;
    failing.add(who);
  }

  /** Somebody can go on. */
  public synchronized void recovered(Object who) {
    if (failing.remove(who) && failing.isEmpty()) {
      log.info("{}: usable again after {} s", server, seconds());
    }
  }

  /** Why the server is not usable, or null if it is, for all that is known. */
  public synchronized @Nullable String problem() {
    return failing.isEmpty() ? null : "not usable for " + seconds() + " s: " + cause;
  }

  private String seconds() {
    return "%.1f".formatted(Duration.ofNanos(System.nanoTime() - sinceNanos).toMillis() / 1000.0);
  }
}
