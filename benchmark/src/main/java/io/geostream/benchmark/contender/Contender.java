package io.geostream.benchmark.contender;

import io.geostream.stack.ChildProcess;

/** A way to bring the topic's readings into the table. */
public interface Contender {

  /** Its name, with its batch size where that was chosen. */
  String name();

  /** How many of the topic's readings it is given: one that is slow gets few. */
  default long share(long readings) {
    return readings;
  }

  /** Whether it knows by itself when all is done; one that does not is stopped from outside. */
  default boolean endsByItself() {
    return true;
  }

  /**
   * Starts it. One that ends by itself does so with exit code 0, when the readings are in the
   * table.
   */
  ChildProcess start(Heat heat);
}
