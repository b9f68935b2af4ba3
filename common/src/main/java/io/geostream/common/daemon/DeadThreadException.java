package io.geostream.common.daemon;

/** A thread that the daemon needs has ended with a fault. */
public final class DeadThreadException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DeadThreadException(String thread, Throwable fault) {
    super("thread " + thread + " died", fault);
  }
}
