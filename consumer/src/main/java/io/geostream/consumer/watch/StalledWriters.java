package io.geostream.consumer.watch;

import io.geostream.common.daemon.Outage;
import io.geostream.consumer.database.BusyBackend;
import io.geostream.consumer.database.WatchedConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Watches for transactions that make no progress. After ten seconds the database counts as not
 * usable, until the writer goes on: in this transaction, or with another one that succeeds. A
 * transaction that exceeds the driver's socket timeout too is cut off: the driver limits how long
 * it waits for an answer, but nothing limits how long it tries to send. So is one that is older
 * than five minutes.
 */
public final class StalledWriters implements Runnable {

  private static final Duration STALLED = Duration.ofSeconds(10);

  /** An older one is cut whatever its progress, and its batch is repeated in halves. */
  private static final Duration TOO_OLD = Duration.ofMinutes(5);

  /** The driver's own timeout comes first. */
  private static final Duration AFTER_SOCKET_TIMEOUT = Duration.ofSeconds(10);

  /** Longer than a pause between two attempts: then the work was given up. */
  private static final Duration IDLE = Duration.ofSeconds(5);

  /**
   * A longer time between two runs means that the process was frozen, which must not count as a
   * stall.
   */
  private static final Duration FROZEN = Duration.ofSeconds(5);

  private final Supplier<? extends List<? extends WatchedConnection>> writers;
  private final long cutNanos;
  private final long tooOldNanos;
  private final Outage database;
  private final LongSupplier nanoTime;
  private final Map<WatchedConnection, Stall> stalls = new HashMap<>();
  private long lastRunNanos;
  private long thawedNanos;

  /**
   * A writer that was seen without progress, and has made none since.
   *
   * @param sinceNanos when that transaction began
   * @param completed how many had succeeded before
   * @param seenNanos when the writer last had one under way
   */
  private record Stall(long sinceNanos, long completed, long seenNanos) {}

  /**
   * @param writers the writers' connections, as they are now
   * @param socketTimeout the driver's; zero is no limit, and then no connection is cut
   * @param database the outage that stalled writers begin
   * @param nanoTime the clock of the connections, in nanoseconds
   */
  public StalledWriters(
      Supplier<? extends List<? extends WatchedConnection>> writers,
      Duration socketTimeout,
      Outage database,
      LongSupplier nanoTime) {
    this.writers = writers;
    this.cutNanos =
        socketTimeout.isZero()
            ? Long.MAX_VALUE
            : socketTimeout.plus(AFTER_SOCKET_TIMEOUT).toNanos();
    this.tooOldNanos = Math.max(cutNanos, TOO_OLD.toNanos());
    this.database = database;
    this.nanoTime = nanoTime;
    this.lastRunNanos = nanoTime.getAsLong();
    this.thawedNanos = lastRunNanos;
  }

  @Override
  public void run() {
    long now = nanoTime.getAsLong();
    if (now - lastRunNanos > FROZEN.toNanos()) {
      thawedNanos = now;
    }
    lastRunNanos = now;
    for (WatchedConnection writer : writers.get()) {
      BusyBackend busy = writer.busy();
      if (busy == null) {
        idle(writer, now);
      } else {
        busy(writer, busy, now);
      }
    }
  }

  private void busy(WatchedConnection writer, BusyBackend busy, long now) {
    long silent = now - Math.max(busy.progressNanos(), thawedNanos);
    if (now - Math.max(busy.sinceNanos(), thawedNanos) > tooOldNanos) {
      writer.abort(busy);
    }
    Stall stall = stalls.get(writer);
    if (silent > STALLED.toNanos()) {
      stalls.put(writer, new Stall(busy.sinceNanos(), writer.completed(), now));
      database.failed(
          this,
          "a transaction has made no progress for " + Duration.ofNanos(silent).toSeconds() + " s");
      if (silent > cutNanos) {
        writer.abort(busy);
      }
    } else if (stall != null) {
      if (busy.sinceNanos() == stall.sinceNanos() || writer.completed() != stall.completed()) {
        goesOn(writer);
      } else {
        stalls.put(writer, new Stall(stall.sinceNanos(), stall.completed(), now));
      }
    }
  }

  private void idle(WatchedConnection writer, long now) {
    Stall stall = stalls.get(writer);
    if (stall == null) {
      return;
    }
    if (writer.completed() != stall.completed()) {
      goesOn(writer);
    } else if (now - stall.seenNanos() > IDLE.toNanos()) {
      stalls.remove(writer);
      if (stalls.isEmpty()) {
        database.gaveUp(this); // another watch finds out
      }
    }
  }

  private void goesOn(WatchedConnection writer) {
    stalls.remove(writer);
    if (stalls.isEmpty()) {
      database.recovered(this);
    }
  }
}
