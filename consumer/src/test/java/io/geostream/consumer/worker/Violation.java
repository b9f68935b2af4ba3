package io.geostream.consumer.worker;

/** A schedule in which the consumer did not keep its word. */
final class Violation extends AssertionError {

  private static final long serialVersionUID = 1L;

  Violation(String what) {
    super(what);
  }

  Violation(String what, Throwable cause) {
    super(what, cause);
  }
}
