package io.geostream.stack.testing;

import io.geostream.stack.DatabaseRequest;
import io.geostream.stack.DatabaseSelection;
import io.geostream.stack.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The database that {@code -Ddatabase} selects for the tests. */
final class DatabaseProperty {
  static final String NAME = "database";

  private static final Progress PRINTED = new Progress(Duration.ofSeconds(5), System.out::println);

  private DatabaseProperty() {}

  /** What it selects; at a URL as DATABASE_USER with DATABASE_PASSWORD. */
  static DatabaseSelection selection() {
    try {
      return DatabaseSelection.parse(
          System.getProperty(NAME, ""), variable("DATABASE_USER"), variable("DATABASE_PASSWORD"));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("-D" + NAME + " " + e.getMessage(), e);
    }
  }

  /** A request for it; a test's data need not survive a power failure. */
  static DatabaseRequest request(Path folder, Map<String, String> settings) {
    Map<String, String> all = new TreeMap<>(Map.of("fsync", "off"));
    all.putAll(settings);
    return DatabaseRequest.in(folder)
        .withSelection(selection())
        .withSettings(all)
        .withProgress(PRINTED);
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
  }
}
