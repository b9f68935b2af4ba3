package io.geostream.consumer.offsets;

import io.geostream.consumer.kafka.TopicInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Kafka's log is not the one that the stored offset was taken from, or no longer has what comes
 * next. Continuing could silently lose readings or write them twice. So the consumer stops, and
 * reports what is known of the loss and the command to continue with.
 */
public final class LogMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private LogMismatchException(String message) {
    super(message);
  }

  /**
   * The topic was recreated, or another cluster answers now.
   *
   * @param storedId the id of the topic that the stored offsets belong to
   * @param now the topic as it is now
   */
  public static LogMismatchException otherTopic(OffsetKey key, String storedId, TopicInfo now) {
    return now.clusterId().equals(key.clusterId())
        ? recreated(key, storedId, now)
        : otherCluster(key, now);
  }

  private static LogMismatchException recreated(OffsetKey key, String storedId, TopicInfo now) {
    return new LogMismatchException(
        """
        topic %s was recreated: its id is %s, the offsets stored for group %s are of %s; what the old topic held beyond them \
        is gone. To read the new one from its beginning: %s\
        """
            .formatted(
                key.topic(),
                now.id(),
                key.group(),
                storedId,
                ResetAdvice.everywhere(key, "earliest")));
  }

  private static LogMismatchException otherCluster(OffsetKey key, TopicInfo now) {
    return new LogMismatchException(
        """
        another cluster answers now: its id is %s, the offsets of group %s in topic %s are of cluster %s. Each cluster's \
        offsets are stored apart: if the new one is meant, start the consumer again and it begins there by --start; \
        otherwise mend --bootstrap-servers\
        """
            .formatted(now.clusterId(), key.group(), key.topic(), key.clusterId()));
  }

  static LogMismatchException cut(OffsetKey key, int partition, long stored, long first) {
    return new LogMismatchException(
        String.format(
            Locale.ROOT,
            """
        %s-%d: the stored offset of group %s is %d, but the log begins at %d: up to %d records were deleted before they were \
        read. To go on with what is left: %s\
        """,
            key.topic(),
            partition,
            key.group(),
            stored,
            first,
            first - stored,
            ResetAdvice.in(key, partition, "earliest")));
  }

  /** The command names the present end, so that records sent meanwhile are not skipped. */
  static LogMismatchException beyondEnd(OffsetKey key, int partition, long stored, long end) {
    return new LogMismatchException(
        String.format(
            Locale.ROOT,
            """
        %s-%d: the stored offset of group %s is %d, but the log ends at %d: Kafka lost up to %d records that are in the table \
        already. To go on after them: %s\
        """,
            key.topic(),
            partition,
            key.group(),
            stored,
            end,
            stored - end,
            ResetAdvice.in(key, partition, Long.toString(end))));
  }

  /**
   * The log was cut below what was read.
   *
   * @param read where, and up to which offset it was read
   * @param divergent up to where the log is the one that was read, if known
   * @param ends where the log ends now, if known
   */
  public static LogMismatchException truncated(
      OffsetKey key,
      Map<TopicPartition, Long> read,
      Map<TopicPartition, OffsetAndMetadata> divergent,
      Map<TopicPartition, Long> ends) {
    List<TopicPartition> ordered =
        read.keySet().stream().sorted(Comparator.comparingInt(TopicPartition::partition)).toList();
    List<TopicPartition> shorter =
        ordered.stream()
            .filter(partition -> ends.getOrDefault(partition, Long.MAX_VALUE) < at(read, partition))
            .toList();
    List<Integer> numbers = ordered.stream().map(TopicPartition::partition).toList();
    String goOn =
        shorter.isEmpty()
            ? (ends.isEmpty() ? "" : ", and has grown again")
                + ": records there may be others than those in the table. To go on where the stored offsets are: "
                + ResetAdvice.in(key, numbers, "stored")
            : shorter.stream().map(each -> atItsEnd(key, each, ends)).collect(Collectors.joining());
    String alternatives =
        ordered.stream()
            .filter(divergent::containsKey)
            .map(partition -> alternative(key, partition, divergent))
            .collect(Collectors.joining());
    return new LogMismatchException(
        "%s: the log was cut below what group %s has read%s%s"
            .formatted(
                ordered.stream().map(TopicPartition::toString).collect(Collectors.joining(", ")),
                key.group(),
                goOn,
                alternatives));
  }

  private static String atItsEnd(
      OffsetKey key, TopicPartition partition, Map<TopicPartition, Long> ends) {
    String end = Long.toString(at(ends, partition));
    return "; %s ends at %s now, and Kafka lost records that are in the table already. To go on after them: %s"
        .formatted(partition, end, ResetAdvice.in(key, partition.partition(), end));
  }

  private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return Objects.requireNonNull(offsets.get(partition));
  }

  private static String alternative(
      OffsetKey key, TopicPartition partition, Map<TopicPartition, OffsetAndMetadata> divergent) {
    long offset = Objects.requireNonNull(divergent.get(partition)).offset();
    return String.format(
        Locale.ROOT,
        "; to read what %s has instead since %d: %s",
        partition,
        offset,
        ResetAdvice.in(key, partition.partition(), Long.toString(offset)));
  }
}
