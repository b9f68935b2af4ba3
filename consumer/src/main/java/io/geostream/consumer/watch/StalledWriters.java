package io.geostream.consumer.watch;

import io.geostream.common.daemon.Outage;
import io.geostream.consumer.database.BusyBackend;
import io.geostream.consumer.database.WatchedConnection;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Watches for transactions that make no progress. After ten seconds the database counts as not
 * usable. One that exceeds the driver's socket timeout too is cut off: the driver limits how long
 * it waits for an answer, but nothing limits how long it tries to send.
 */
public final class StalledWriters implements Runnable {

  private static final Duration STALLED = Duration.ofSeconds(10);

  /** The driver's own timeout comes first. */
  private static final Duration AFTER_SOCKET_TIMEOUT = Duration.ofSeconds(10);

  private final Supplier<? extends List<? extends WatchedConnection>> writers;
  private final long cutNanos;
  private final Outage database;
  private final LongSupplier nanoTime;
  private boolean isStalled;
  private boolean hasCut;

  /**
   * @param writers the writers' connections, as they are now
   * @param socketTimeout the driver's; zero is no limit, and then no connection is cut
   * @param database is told of writers that are stalled
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
    this.database = database;
    this.nanoTime = nanoTime;
  }

  @Override
  public void run() {
    long longest = 0;
    for (WatchedConnection writer : writers.get()) {
      BusyBackend busy = writer.busy();
      if (busy != null) {
        long silent = nanoTime.getAsLong() - busy.progressNanos();
        longest = Math.max(longest, silent);
        if (silent > cutNanos) {
          hasCut = true;
          writer.abort();
        }
      }
    }
    report(longest);
  }

  private void report(long longest) {
    if (longest > STALLED.toNanos()) {
      isStalled = true;
      database.failed(
          this,
          "a transaction has made no progress for " + Duration.ofNanos(longest).toSeconds() + " s");
    } else if (isStalled) {
      if (hasCut) {
        database.gaveUp(this); // the next try, or another watch, finds out
      } else {
        database.recovered(this);
      }
      isStalled = false;
      hasCut = false;
    }
  }
}
