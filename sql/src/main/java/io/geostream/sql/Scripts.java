package io.geostream.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The SQL scripts in the jar. */
final class Scripts {

  private Scripts() {}

  /** The text of a script beside this class. */
  static String read(String name) {
    try (InputStream script =
        Objects.requireNonNull(Scripts.class.getResourceAsStream(name), name)) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " in the jar cannot be read", e);
    }
  }

  /** The same without the semicolon at its end. */
  static String statement(String name) {
    return read(name).strip().replaceFirst(";$", "");
  }
}
