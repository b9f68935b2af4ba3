package io.geostream.consumer;

import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.settings.ConsumerSettings.WriteMode;
import io.geostream.consumer.write.RowWriters;
import io.geostream.consumer.write.WriteModeRefusedException;
import io.geostream.consumer.write.columnstore.ColumnstoreWriters;
import io.geostream.consumer.write.columnstore.DirectCompress;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How rows are written: what the setting asks for, as far as the database can do it. */
final class WriteModeChoice {

  private static final Logger log = LoggerFactory.getLogger(WriteModeChoice.class);

  private WriteModeChoice() {}

  /**
   * Decides once, for the life of the process, and says what {@code auto} is.
   *
   * @param width of the table's chunks
   * @throws WriteModeRefusedException if the database cannot do what was asked for
   * @throws SQLException if it does not answer
   */
  static RowWriters of(WriteMode mode, DataSource database, ChunkWidth width) throws SQLException {
    return switch (mode) {
      case AUTO -> auto(DirectCompress.obstacle(database), width);
      case COPY -> RowWriters.copy();
      case INSERT -> RowWriters.insert();
      case DIRECT_COMPRESS -> directCompress(DirectCompress.obstacle(database), width);
    };
  }

  private static RowWriters auto(Optional<String> obstacle, ChunkWidth width) {
    if (obstacle.isPresent()) {
      log.info("write mode auto: all rows are copied, because {}", obstacle.get());
      return RowWriters.copy();
    }
    log.info("write mode auto: dense batches go straight into the columnstore, others are copied");
    return ColumnstoreWriters.auto(width);
  }

  private static RowWriters directCompress(Optional<String> obstacle, ChunkWidth width) {
    if (obstacle.isPresent()) {
      throw new WriteModeRefusedException(
          "--write-mode direct-compress cannot be used: %s; auto and copy can"
              .formatted(obstacle.get()));
    }
    return ColumnstoreWriters.directCompress(width);
  }
}
