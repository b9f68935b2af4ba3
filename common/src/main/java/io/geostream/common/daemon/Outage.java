package io.geostream.common.daemon;

import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The absence of one server, as seen by all that need it: it begins with a failure, and ends with a
 * success once none is failing any more. One line is logged at its start and one at its end. Safe
 * to use from any thread.
 */
public final class Outage {

  private static final Logger log = LoggerFactory.getLogger(Outage.class);

  /** Represents those that failed and will not try again. */
  private static final Object UNKNOWN = new Object();

  private final String server;
  private final LongSupplier nanoTime;
  private final Set<Object> failing = new HashSet<>();
  private final Set<Object> failedOnce = new HashSet<>();
  private String cause = "";
  private long sinceNanos;
  private long begun;
  private long pastNanos;

  /**
   * @param server what is away, in one word: it is a metric's label, too
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  public Outage(String server, LongSupplier nanoTime) {
    this.server = server;
    this.nanoTime = nanoTime;
  }

  /**
   * An attempt failed. A single failure may be a deadlock, or of an attempt that began before the
   * last outage was over; the second in a row is an outage.
   */
  public synchronized void attemptFailed(Object who, String why) {
    if (!failedOnce.add(who)) {
      failed(who, why);
    }
  }

  /** The server cannot be used; repeated for as long as that lasts. */
  public synchronized void failed(Object who, String why) {
    if (failing.isEmpty()) {
      sinceNanos = nanoTime.getAsLong();
      begun++;
      log.warn("{}: not usable, waiting for it: {}", server, why);
    }
    cause = why;
    failing.add(who);
  }

  /**
   * It failed, and no longer needs the server, so it will not notice when the server is back: the
   * next success of any other ends the outage.
   */
  public synchronized void gaveUp(Object who) {
    failedOnce.remove(who);
    if (failing.remove(who) && failing.isEmpty()) {
      failing.add(UNKNOWN);
    }
  }

  /** The server has answered. */
  public synchronized void recovered(Object who) {
    failedOnce.remove(who);
    boolean failed = failing.remove(who);
    boolean unknown = failing.remove(UNKNOWN);
    if ((failed || unknown) && failing.isEmpty()) {
      Duration length = presentLength();
      pastNanos += length.toNanos();
      log.info("{}: usable again after {} s", server, seconds(length));
    }
  }

  /** Why the server is not usable, or null if it is, as far as is known. */
  public synchronized @Nullable String problem() {
    return failing.isEmpty() ? null : "not usable for " + seconds(presentLength()) + " s: " + cause;
  }

  /** What is away, in one word. */
  public String server() {
    return server;
  }

  /** Whether it is away now. */
  public synchronized boolean isActive() {
    return !failing.isEmpty();
  }

  /** How many outages have begun. */
  public synchronized long begun() {
    return begun;
  }

  /** The total time without the server, including a present outage. */
  public synchronized Duration length() {
    Duration past = Duration.ofNanos(pastNanos);
    return failing.isEmpty() ? past : past.plus(presentLength());
  }

  private Duration presentLength() {
    return Duration.ofNanos(nanoTime.getAsLong() - sinceNanos);
  }

  private static String seconds(Duration length) {
    return String.format(Locale.ROOT, "%.1f", length.toMillis() / 1000.0);
  }
}
