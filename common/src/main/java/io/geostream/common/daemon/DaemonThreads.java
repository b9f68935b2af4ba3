package io.geostream.common.daemon;

import java.util.concurrent.ThreadFactory;

/** Daemon threads, and the faults that end them. */
public final class DaemonThreads {

  private DaemonThreads() {}

  /** Makes threads of one name. */
  public static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Handles a fault as if it had ended this thread: for callers of our code, such as an executor,
   * that would swallow it.
   */
  public static void uncaught(Throwable fault) {
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
  }
}
