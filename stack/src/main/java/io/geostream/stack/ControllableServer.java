package io.geostream.stack;

/**
 * A database server whose processes are ours, so that faults can be made. Its port and its data
 * stay the same.
 */
public interface ControllableServer {
  /** Whether its main process runs or is frozen. */
  boolean isAlive();

  /** Stops it in order: transactions are rolled back, clients told, data written out. */
  void stopFast();

  /**
   * Stops it without that: as a crash, but nothing of it stays in memory. The next start recovers.
   */
  void stopImmediately();

  /** Ends all its processes at once (SIGKILL). The next start recovers. */
  void kill();

  /** Starts it again after a stop or a kill, and waits until it serves clients. */
  void start();

  /**
   * Stops all its processes where they stand (SIGSTOP): connections stay open, and nothing answers.
   */
  void freeze();

  /** Lets them go on (SIGCONT). */
  void thaw();
}
