package io.geostream.stack;

import java.util.List;
import java.util.Optional;

/**
 * Which database to use: the value of the demo's {@code --database} and of the tests' {@code
 * -Ddatabase}.
 */
public sealed interface DatabaseSelection permits DatabaseSelection.Started, DatabaseLogin {
  /** The best server that can be started. */
  DatabaseSelection AUTO = new Started(List.of(DatabaseKind.values()));

  /** The user at a URL if none is named. */
  String DEFAULT_USER = "timeseries";

  /**
   * The first of these that can be started.
   *
   * @param kinds in this order
   */
  record Started(List<DatabaseKind> kinds) implements DatabaseSelection {
    /** Copies what could change. */
    public Started {
      kinds = List.copyOf(kinds);
    }
  }

  /** A server of this kind and no other. */
  static DatabaseSelection of(DatabaseKind kind) {
    return new Started(List.of(kind));
  }

  /**
   * Reads {@code auto} (or nothing), a kind, or a URL.
   *
   * @param user who to be at a URL; empty for {@link #DEFAULT_USER}
   * @param password that user's
   * @throws IllegalArgumentException for anything else, and for a URL with a user or a password in
   *     it; the message follows the name of the switch, and never repeats the text
   */
  static DatabaseSelection parse(String text, Optional<String> user, Optional<String> password) {
    if (text.isEmpty() || text.equalsIgnoreCase("auto")) {
      return AUTO;
    }
    for (DatabaseKind kind : DatabaseKind.values()) {
      if (text.equalsIgnoreCase(kind.name())) {
        return of(kind);
      }
    }
    String jdbc = text.replaceFirst("^postgres(ql)?://", "jdbc:postgresql://");
    if (!jdbc.startsWith("jdbc:postgresql://")) {
      throw new IllegalArgumentException(
          "is none of auto, native, docker, embedded, and no jdbc:postgresql://, postgres:// or postgresql:// URL");
    }
    if (jdbc.contains("@") || jdbc.matches(".*[?&](user|password)=.*")) {
      throw new IllegalArgumentException(
          "has a user or a password in its URL: the password belongs into DATABASE_PASSWORD, and the user has a setting of"
              + " its own");
    }
    return new DatabaseLogin(jdbc, user.orElse(DEFAULT_USER), password);
  }
}
