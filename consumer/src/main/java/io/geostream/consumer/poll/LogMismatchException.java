package io.geostream.consumer.poll;

import io.geostream.consumer.write.OffsetKey;
import org.apache.kafka.common.Uuid;

/**
 * Kafka's log is not the one that the stored offset was taken from, or no longer has what comes
 * next. To go on by itself would be to lose readings, or to write them twice, without a word; so
 * the consumer stops and tells.
 */
public final class LogMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private LogMismatchException(String message) {
    super(message);
  }

  /** The topic was deleted, and another one made under its name. */
  public static LogMismatchException otherTopic(OffsetKey key, String storedId, Uuid id) {
    return new LogMismatchException(
        """
        topic %s was made anew: its id is %s, the offsets stored for group %s are of %s; what the old topic held beyond them \
        is gone. To read the new one from its beginning: DELETE FROM kafka_offsets WHERE %s\
        """
            .formatted(key.topic(), id, key.group(), storedId, condition(key)));
  }

  static LogMismatchException cut(OffsetKey key, int partition, long stored, long first) {
    return new LogMismatchException(
        """
        %s-%d: the stored offset of group %s is %d, but the log begins at %d: up to %d records were deleted before they were \
        read. To go on with what is left: UPDATE kafka_offsets SET next_offset = %d WHERE %s AND partition = %d\
        """
            .formatted(
                key.topic(),
                partition,
                key.group(),
                stored,
                first,
                first - stored,
                first,
                condition(key),
                partition));
  }

  static LogMismatchException beyondEnd(OffsetKey key, int partition, long stored, long end) {
    return new LogMismatchException(
        """
        %s-%d: the stored offset of group %s is %d, but the log ends at %d: Kafka lost records that are in the table already. To go \
        on behind them: UPDATE kafka_offsets SET next_offset = %d, leader_epoch = NULL WHERE %s AND partition = %d\
        """
            .formatted(
                key.topic(), partition, key.group(), stored, end, end, condition(key), partition));
  }

  static LogMismatchException truncated(OffsetKey key, String details) {
    return new LogMismatchException(
        """
        the log of %s was cut below what group %s has read, and has grown anew: %s. Records there may be others than those in \
        the table. To go on where the stored offsets are: UPDATE kafka_offsets SET leader_epoch = NULL WHERE %s\
        """
            .formatted(key.topic(), key.group(), details, condition(key)));
  }

  private static String condition(OffsetKey key) {
    return "consumer_group = '%s' AND cluster_id = '%s' AND topic = '%s'"
        .formatted(key.group().replace("'", "''"), key.clusterId(), key.topic());
  }
}
