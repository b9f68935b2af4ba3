package io.geostream.consumer;

import io.geostream.consumer.settings.ConsumerSettings.WriteMode;
import io.geostream.consumer.write.RowWriters;
import io.geostream.consumer.write.WriteModeRefusedException;
import java.util.Optional;

/** How rows are written: what the setting asks for, as far as the database can do it. */
final class WriteModeChoice {

  private WriteModeChoice() {}

  /**
   * Decides once, for the life of the process.
   *
   * @param obstacleToDirectCompress why direct compress, if asked for, cannot be used
   * @throws WriteModeRefusedException if the database cannot do what was asked for
   */
  static RowWriters of(WriteMode mode, Optional<String> obstacleToDirectCompress) {
    return switch (mode) {
      case AUTO, COPY -> RowWriters.copy(); // never both ways at once: docs/adr/0090-write-modes.md
      case INSERT -> RowWriters.insert();
      case DIRECT_COMPRESS -> directCompress(obstacleToDirectCompress);
    };
  }

  private static RowWriters directCompress(Optional<String> obstacle) {
    if (obstacle.isPresent()) {
      throw new WriteModeRefusedException(
          "--write-mode direct-compress cannot be used: %s; auto and copy can"
              .formatted(obstacle.get()));
    }
    return RowWriters.directCompress();
  }
}
