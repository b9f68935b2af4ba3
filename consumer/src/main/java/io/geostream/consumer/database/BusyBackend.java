package io.geostream.consumer.database;

/**
 * The server's backend of a connection on which something is under way.
 *
 * @param pid its process id
 * @param sinceNanos when the transaction began, by {@link System#nanoTime()}
 * @param progressNanos when its last statement ended, or it began, by the same clock
 */
public record BusyBackend(int pid, long sinceNanos, long progressNanos) {

  BusyBackend progressed(long nanos) {
    return new BusyBackend(pid, sinceNanos, nanos);
  }
}
