package io.geostream.consumer.tool.mapping.infer;

import java.util.List;
import java.util.Set;

/** Names of members that hold times. */
final class TimeNames {

  private static final Set<String> PLAIN =
      Set.of("time", "timestamp", "ts", "tst", "datetime", "when", "unixtime", "epoch");
  private static final Set<String> OTHERS = Set.of("t", "date", "at", "seen", "updated");
  private static final Set<String> OF_THE_MEASUREMENT =
      Set.of(
          "measured",
          "measurement",
          "observed",
          "observation",
          "sampled",
          "sample",
          "event",
          "source");

  private TimeNames() {}

  /** Whether a number of such a name may be a time. */
  static boolean isTime(String name) {
    return rank(name) > 0 || NameWords.of(name).contains("changed");
  }

  /** Whether a name says that it is a time, and nothing else. */
  static boolean isPlain(String name) {
    return PLAIN.contains(NameWords.snake(name));
  }

  /** How well a name fits the time of a row: 0 if it is none of a time. */
  static int rank(String name) {
    if (isPlain(name)) {
      return 4;
    }
    List<String> words = NameWords.of(name);
    boolean time =
        words.stream()
            .anyMatch(
                word ->
                    PLAIN.contains(word)
                        || OTHERS.contains(word)
                        || word.endsWith("timestamp")
                        || word.endsWith("datetime"));
    if (!time) {
      return 0;
    }
    return words.stream().anyMatch(OF_THE_MEASUREMENT::contains)
        ? 3
        : words.stream().anyMatch(PLAIN::contains) ? 2 : 1;
  }
}
