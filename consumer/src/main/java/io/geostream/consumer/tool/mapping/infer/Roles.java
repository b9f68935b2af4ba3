package io.geostream.consumer.tool.mapping.infer;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What the words in a name suggest about its values. */
final class Roles {

  private static final Set<String> THINGS =
      Set.of(
          "device",
          "dev",
          "sensor",
          "station",
          "machine",
          "node",
          "thing",
          "meter",
          "vehicle",
          "asset",
          "location",
          "entity",
          "tag",
          "client",
          "publisher",
          "src",
          "writer");

  private static final Set<String> MARKS =
      Set.of(
          "id", "name", "serial", "mac", "eui", "imei", "vin", "uid", "uuid", "ieee", "tid",
          "topic");

  private static final Set<String> VERSIONS = Set.of("version", "firmware", "fw", "sw", "hw");

  private static final Set<String> TIMES =
      Set.of("time", "timestamp", "ts", "tst", "datetime", "when", "unixtime", "epoch");

  private static final Set<String> PERHAPS_TIMES = Set.of("t", "date", "at", "seen", "updated");

  private Roles() {}

  /**
   * Whether values of this name are names rather than measurements, even if they look like numbers.
   */
  static boolean isName(String name) {
    return has(name, MARKS::contains)
        || has(name, THINGS::contains)
        || has(name, VERSIONS::contains);
  }

  /** How well a name fits a key: 0 if it does not. */
  static int keyRank(String name) {
    return (has(name, THINGS::contains) ? 2 : 0) + (has(name, MARKS::contains) ? 1 : 0);
  }

  /** Whether a name says that it is a time, and nothing else. */
  static boolean isTime(String name) {
    return TIMES.contains(Names.snake(name));
  }

  /** How well a name fits the time of a row: 0 if it does not. */
  static int timeRank(String name) {
    if (isTime(name)) {
      return 3;
    }
    if (has(name, word -> TIMES.contains(word) || word.matches(".+(timestamp|datetime)"))) {
      return 2;
    }
    return has(name, PERHAPS_TIMES::contains) ? 1 : 0;
  }

  private static boolean has(String name, Predicate<String> which) {
    return List.of(Names.snake(name).split("_", -1)).stream().anyMatch(which);
  }
}
