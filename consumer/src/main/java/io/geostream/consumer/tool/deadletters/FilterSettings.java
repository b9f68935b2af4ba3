package io.geostream.consumer.tool.deadletters;

import io.geostream.common.decode.ErrorCode;
import io.geostream.common.settings.Setting;
import io.geostream.common.settings.SettingException;
import io.geostream.common.settings.TopicNames;
import io.geostream.consumer.settings.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which letters are meant; a picocli mix-in. */
final class FilterSettings {

  private static final SortedSet<String> CODES =
      Arrays.stream(ErrorCode.values())
          .map(ErrorCode::word)
          .collect(Collectors.toCollection(TreeSet::new));

  @Option(
      names = "--code",
      paramLabel = "WORD",
      description = "Only letters with this error code; repeatable. Default: all.")
  private List<String> codes = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      converter = Moment.Converter.class,
      description =
          "Only letters written then or later: a date and time with an offset, or a duration ago, such as 2h. Default: all.")
  private @Nullable Moment since;

  @Option(
      names = "--until",
      paramLabel = "WHEN",
      converter = Moment.Converter.class,
      description = "Only letters written before that; written as --since. Default: all.")
  private @Nullable Moment until;

  @Option(
      names = "--partition",
      paramLabel = "N",
      description = "Only letters whose original was in this partition; repeatable. Default: all.")
  private List<Integer> partitions = new ArrayList<>();

  @Option(
      names = "--original-topic",
      paramLabel = "NAME",
      description = "Only letters whose original was in this topic. Default: all.")
  private @Nullable String originalTopic;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "Stop after N letters: listed ones, or ones to be replayed (those replayed before do not count). Default: no limit.")
  @Setting(min = 1)
  private @Nullable Long limit;

  /**
   * The filter, for a command that starts now.
   *
   * @throws SettingException if nothing could ever pass it
   */
  LetterFilter filter(Instant now) {
    Instant from = since == null ? null : since.at(now);
    Instant to = until == null ? null : until.at(now);
    if (from != null && to != null && !from.isBefore(to)) {
      throw new SettingException("--until", to + " is not after --since, " + from);
    }
    return new LetterFilter(
        checkedCodes(),
        from,
        to,
        checkedPartitions(),
        originalTopic == null ? null : TopicNames.checked("--original-topic", originalTopic));
  }

  long limit() {
    return limit == null ? Long.MAX_VALUE : limit;
  }

  private Set<String> checkedCodes() {
    for (String code : codes) {
      if (!CODES.contains(code)) {
        throw new SettingException(
            "--code", "'" + code + "' is none of " + String.join(", ", CODES));
      }
    }
    return Set.copyOf(codes);
  }

  private Set<Integer> checkedPartitions() {
    for (int partition : partitions) {
      if (partition < 0) {
        throw new SettingException("--partition", partition + " is outside 0…∞");
      }
    }
    return Set.copyOf(partitions);
  }
}
