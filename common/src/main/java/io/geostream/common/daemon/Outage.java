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
 * The absence of one server, as all who need it see it: it begins with the first who fails and ends
 * when nobody fails any more and somebody has found the server back. One line at its start, one at
 * its end, none in between. Safe to use from any thread.
 */
public final class Outage {

  private static final Logger log = LoggerFactory.getLogger(Outage.class);

  /** Stands for those who failed and will not try again. */
  private static final Object UNTOLD = new Object();

  private final String server;
  private final LongSupplier nanoTime;
  private final Set<Object> failing = new HashSet<>();
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

  /** Somebody cannot go on without the server; told again and again as long as that lasts. */
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
   * Somebody who failed does not need the server any more, and so will not find out whether it is
   * back: whoever succeeds next does.
   */
  public synchronized void gaveUp(Object who) {
    if (failing.remove(who) && failing.isEmpty()) {
      failing.add(UNTOLD);
    }
  }

  /** Somebody can go on: the server has answered. */
  public synchronized void recovered(Object who) {
    boolean failed = failing.remove(who);
    boolean untold = failing.remove(UNTOLD);
    if ((failed || untold) && failing.isEmpty()) {
      Duration length = presentLength();
      pastNanos += length.toNanos();
      log.info("{}: usable again after {} s", server, seconds(length));
    }
  }

  /** Why the server is not usable, or null if it is, for all that is known. */
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

  /** How long the server was away, all outages together, a present one included. */
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
