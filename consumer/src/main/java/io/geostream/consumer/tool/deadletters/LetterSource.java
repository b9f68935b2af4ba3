package io.geostream.consumer.tool.deadletters;

import io.geostream.common.progress.ProgressReport;
import io.geostream.common.progress.Unit;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The letters that the dead-letter topic holds when the reading begins: partition after partition,
 * each in its order.
 */
final class LetterSource {

  private final Topics topics;
  private final LogReader reader;
  private final String topic;
  private long read;

  /**
   * @param topic of the letters
   */
  LetterSource(Topics topics, LogReader reader, String topic) {
    this.topics = topics;
    this.reader = reader;
    this.topic = topic;
  }

  /**
   * Hands over the letters that pass the filter.
   *
   * @param visitor takes a letter and tells whether it wants more
   * @param reports where progress is shown
   * @param done what was done so far, for the progress on long work
   */
  void read(
      TopicInfo info,
      LetterFilter filter,
      Predicate<Letter> visitor,
      ProgressReport.Factory reports,
      Supplier<String> done) {
    List<Span> ranges = ranges(info, filter.since());
    try (ProgressReport progress =
        reports.of("reading " + topic, new Unit("letters"), Span.total(ranges))) {
      for (Span range : ranges) {
        boolean more =
            reader.read(
                range,
                record -> {
                  read++;
                  Letter letter = Letter.of(record);
                  return !filter.passes(letter) || visitor.test(letter);
                },
                () -> progress.at(read, done));
        if (!more) {
          return;
        }
      }
    }
  }

  private List<Span> ranges(TopicInfo info, @Nullable Instant since) {
    Map<Integer, Long> ends = topics.readableEndOffsets(topic, info.numbers());
    Map<Integer, Long> begins =
        since == null
            ? topics.firstOffsets(topic, info.numbers())
            : topics.offsetsSince(topic, info.numbers(), since);
    return ends.entrySet().stream()
        .map(
            end ->
                new Span(
                    new TopicPartition(topic, end.getKey()),
                    begins.getOrDefault(end.getKey(), end.getValue()), // no letter since
                    end.getValue()))
        .sorted(Comparator.comparingInt(range -> range.partition().partition()))
        .toList();
  }
}
