package io.geostream.consumer.tool.mapping;

import io.geostream.common.settings.SettingException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The file with messages; a picocli mix-in. */
final class SamplesSettings {

  private static final String FLAG = "--samples";
  private static final String STDIN = "-";

  @Option(
      names = FLAG,
      paramLabel = "FILE",
      description = "A file of messages, one JSON value a line (NDJSON); - is stdin.")
  private @Nullable String file;

  boolean isGiven() {
    return file != null;
  }

  private String name() {
    if (file == null) {
      throw new SettingException(FLAG, "is missing; name a file of messages, one a line");
    }
    return file;
  }

  /**
   * What a table of such messages could be called.
   *
   * @throws SettingException if there is no file
   */
  String title() {
    Path path = name().equals(STDIN) ? null : Path.of(name()).getFileName();
    return path == null ? "messages" : path.toString().replaceFirst("(?<=.)\\..*$", "");
  }

  /**
   * How messages name it.
   *
   * @throws SettingException if there is no file
   */
  String shown() {
    return name().equals(STDIN) ? "stdin" : name();
  }

  /**
   * Opens it.
   *
   * @throws SettingException if it cannot be read
   */
  SampleLines open() {
    return new SampleLines(name().equals(STDIN) ? stdin() : stream(name()));
  }

  private static InputStream stdin() {
    return new FileInputStream(FileDescriptor.in);
  }

  private static InputStream stream(String name) {
    try {
      return Files.newInputStream(Path.of(name));
    } catch (NoSuchFileException e) {
      throw new SettingException(FLAG, "there is no file " + name);
    } catch (IOException | InvalidPathException e) {
      throw new SettingException(FLAG, "cannot read " + name + ": " + e);
    }
  }
}
