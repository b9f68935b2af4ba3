package io.geostream.benchmark.contender;

import io.geostream.benchmark.stage.Messages;
import io.geostream.stack.ChildProcess;
import java.nio.file.Path;
import java.util.Optional;

/** A way to bring the topic's readings into the table. */
public interface Contender {

  /** Its name, with its batch size where that was chosen. */
  String name();

  /** How many of the topic's readings it is given: one that is slow gets few. */
  default long share(long readings) {
    return readings;
  }

  /** Whether it can bring these messages into their table. */
  default boolean takes(Messages messages) {
    return true;
  }

  /** Whether it takes the rows encoded beforehand, {@link Heat#rows()}. */
  default boolean needsRows() {
    return false;
  }

  /**
   * The group whose commits in Kafka tell that all is done, for one that does not end by itself and
   * is stopped then.
   *
   * @param heatsGroup the group it was given
   */
  default Optional<String> endsWithCommitsOf(String heatsGroup) {
    return Optional.empty();
  }

  /**
   * The file in which it notes how many records it got when, for one that writes no rows: instead
   * of the table.
   */
  default Optional<Path> ownLog(Heat heat) {
    return Optional.empty();
  }

  /**
   * Starts it. One that ends by itself does so with exit code 0, when the readings are in the
   * table, or in its own log.
   */
  ChildProcess start(Heat heat);
}
