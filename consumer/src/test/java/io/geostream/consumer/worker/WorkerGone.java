package io.geostream.consumer.worker;

/** The process of a poll loop that waits is gone: the loop never goes on. */
final class WorkerGone extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
