package io.geostream.consumer.tool.mapping.infer;

import java.util.List;
import java.util.Set;

/** Names of members that tell devices apart. */
final class Keys {

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
      Set.of("id", "name", "serial", "mac", "eui", "imei", "uid", "uuid", "ieee", "tid", "topic");
  private static final Set<String> OF_OTHERS =
      Set.of(
          "message",
          "application",
          "app",
          "tenant",
          "join",
          "session",
          "correlation",
          "request",
          "event",
          "gateway",
          "transaction",
          "deduplication",
          "context",
          "parent",
          "user",
          "profile",
          "class",
          "brand",
          "model",
          "version",
          "firmware",
          "group",
          "network");

  private static final Set<String> VERSIONS =
      Set.of("version", "ver", "firmware", "fw", "sw", "hw", "release", "build");

  private Keys() {}

  /** Whether a text of such a name is one, even if it looks like a number. */
  static boolean isName(String name) {
    List<String> words = NameWords.of(name);
    return words.stream()
        .anyMatch(word -> MARKS.contains(word) || THINGS.contains(word) || VERSIONS.contains(word));
  }

  /** How well a name fits a key: 0 or less if it does not. */
  static int rank(String name) {
    List<String> words = NameWords.of(name);
    int rank = 0;
    rank += words.stream().anyMatch(THINGS::contains) ? 2 : 0;
    rank += words.stream().anyMatch(MARKS::contains) ? 1 : 0;
    rank -= words.stream().anyMatch(OF_OTHERS::contains) ? 3 : 0;
    return rank;
  }
}
