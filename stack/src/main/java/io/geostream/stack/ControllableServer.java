package io.geostream.stack;

/**
 * A database server whose processes we control, to cause faults. Its port and its data stay the
 * same.
 */
public interface ControllableServer {
  /** Whether its main process runs or is frozen. */
  boolean isAlive();

  /** Stops it in order: transactions are rolled back, clients notified, data written out. */
  void stopFast();

  /** Stops it at once, as in a crash, but frees its shared memory. The next start recovers. */
  void stopImmediately();

  /** Ends all its processes at once (SIGKILL). The next start recovers. */
  void kill();

  /** Starts it again after a stop or a kill, and waits until it serves clients. */
  void start();

  /** Freezes all its processes (SIGSTOP): connections stay open, and nothing answers. */
  void freeze();

  /** Resumes them (SIGCONT). */
  void thaw();
}
