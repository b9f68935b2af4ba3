package io.geostream.consumer.database;

import org.jspecify.annotations.Nullable;

/** A connection, as seen by those who watch it. Safe to use from any thread. */
public interface WatchedConnection {

  /** The backend of what is under way, or null if nothing is. */
  @Nullable BusyBackend busy();

  /** How many pieces of work have ended without a fault. */
  long completed();

  /** Cuts the connection if this transaction is still under way on it. Does not wait for that. */
  void abort(BusyBackend stalled);
}
