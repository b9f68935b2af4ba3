package io.geostream.common.http;

import io.geostream.common.settings.SettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file with the port that a daemon listens on, for the program that started it. */
final class PortFile implements AutoCloseable {

  private static final String SETTING = "--http-port-file (HTTP_PORT_FILE)";

  private final Path file;

  private PortFile(Path file) {
    this.file = file;
  }

  /**
   * Writes the port in decimal. A reader sees the whole file or none.
   *
   * @throws SettingException if the file cannot be written
   */
  static PortFile write(Path file, int port) {
    Path whole = file.toAbsolutePath();
    Path unfinished = whole.resolveSibling(whole.getFileName() + ".tmp");
    try {
      Files.writeString(unfinished, port + "\n");
      try {
        Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
      return new PortFile(whole);
    } catch (IOException e) {
      throw new SettingException(SETTING, "cannot write " + file + ": " + e);
    }
  }

  /** Removes the file: its port may soon be another program's. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }
}
