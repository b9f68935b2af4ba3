package io.geostream.consumer;

import io.geostream.common.mapping.OnConflict;
import io.geostream.common.settings.SettingException;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.database.TargetTable;
import io.geostream.consumer.settings.ConsumerSettings.WriteMode;
import io.geostream.consumer.write.RowWriters;
import io.geostream.consumer.write.WriteModeRefusedException;
import io.geostream.consumer.write.columnstore.ColumnstoreWriters;
import io.geostream.consumer.write.columnstore.DirectCompress;
import io.geostream.consumer.write.columnstore.SegmentBy;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How rows are written: what the setting asks for, as far as the database can do it. */
final class WriteModeChoice {

  private static final Logger log = LoggerFactory.getLogger(WriteModeChoice.class);

  private WriteModeChoice() {}

  /**
   * Makes sure that the mode can do what a mapping asks for.
   *
   * @throws SettingException if it copies, and conflicts are to be ignored or to update
   */
  static void refuseIfUnfit(WriteMode mode, OnConflict onConflict) {
    boolean copies = mode == WriteMode.COPY || mode == WriteMode.DIRECT_COMPRESS;
    if (copies && onConflict != OnConflict.REFUSE) {
      throw new SettingException(
          "--write-mode",
          "%s cannot be used with the mapping's on-conflict: %s, COPY refuses conflicts; auto and insert can be used"
              .formatted(mode, onConflict.name().toLowerCase(Locale.ROOT)));
    }
  }

  /**
   * Decides once, for the life of the process, and says what {@code auto} is.
   *
   * @param target fits the mode
   * @param width of its chunks
   * @throws WriteModeRefusedException if the database cannot do what was asked for
   * @throws SQLException if it does not answer
   */
  static RowWriters of(WriteMode mode, DataSource database, TargetTable target, ChunkWidth width)
      throws SQLException {
    return switch (mode) {
      case AUTO -> auto(database, target, width);
      case COPY -> RowWriters.copy(target);
      case INSERT -> RowWriters.insert(target);
      case DIRECT_COMPRESS -> directCompress(database, target, width);
    };
  }

  private static RowWriters auto(DataSource database, TargetTable target, ChunkWidth width)
      throws SQLException {
    if (target.onConflict() != OnConflict.REFUSE) {
      log.info("write mode auto: all rows are inserted, because of the mapping's on-conflict");
      return RowWriters.insert(target);
    }
    Optional<String> obstacle = obstacle(database, target);
    if (obstacle.isPresent()) {
      log.info("write mode auto: all rows are copied, because {}", obstacle.get());
      return RowWriters.copy(target);
    }
    log.info("write mode auto: dense batches go straight into the columnstore, others are copied");
    return ColumnstoreWriters.auto(target, width);
  }

  private static Optional<String> obstacle(DataSource database, TargetTable target)
      throws SQLException {
    if (!target.hasKey()) {
      return Optional.of("the mapping has no key");
    }
    Optional<String> obstacle = DirectCompress.obstacle(database, target);
    return obstacle.isPresent() ? obstacle : SegmentBy.obstacle(database, target);
  }

  private static RowWriters directCompress(
      DataSource database, TargetTable target, ChunkWidth width) throws SQLException {
    Optional<String> obstacle = DirectCompress.obstacle(database, target);
    if (obstacle.isPresent()) {
      throw new WriteModeRefusedException(
          "--write-mode direct-compress cannot be used: %s; auto and copy can"
              .formatted(obstacle.get()));
    }
    return ColumnstoreWriters.directCompress(target, width);
  }
}
