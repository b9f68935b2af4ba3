package io.geostream.consumer.database;

/**
 * The server's backend of a connection on which something is under way.
 *
 * @param pid its process id
 * @param sinceNanos when the transaction began, by {@link System#nanoTime()}
 * @param progressNanos when it began, a statement of it ended or a part of one was sent, by the
 *     same clock; the latest
 */
public record BusyBackend(int pid, long sinceNanos, long progressNanos) {

  BusyBackend progressed(long nanos) {
    return new BusyBackend(pid, sinceNanos, nanos);
  }
}
