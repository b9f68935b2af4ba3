package io.geostream.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The server's settings that come with the schema, packed into a program. */
public final class ServerSettings {
  private static final String RESOURCE = "/io/geostream/sql/timescaledb.conf";

  private ServerSettings() {}

  /**
   * Writes them into a folder, for {@link DatabaseRequest#withSettingsFile}, without the line that
   * a server without the extension does not start with; the others get it anyway.
   *
   * @param program a class of the program that contains them
   * @throws StackException if it does not contain them
   */
  public static Path unpack(Class<?> program, Path folder) {
    Path file = PackedFile.unpack(program, RESOURCE, folder);
    try {
      return Files.writeString(
          file,
          Files.readString(file)
              .lines()
              .filter(line -> !line.startsWith("shared_preload_libraries"))
              .collect(Collectors.joining("\n", "", "\n")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
