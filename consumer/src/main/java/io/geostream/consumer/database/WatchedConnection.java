package io.geostream.consumer.database;

import org.jspecify.annotations.Nullable;

/** A connection, as seen by the watches. Safe to use from any thread. */
public interface WatchedConnection {

  /** The backend of the current transaction, or null if there is none. */
  @Nullable BusyBackend busy();

  /** How many pieces of work have ended without a fault. */
  long completed();

  /** Cuts the connection if this transaction is still under way on it. Does not wait for that. */
  void abort(BusyBackend stalled);
}
