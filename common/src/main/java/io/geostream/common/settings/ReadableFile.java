package io.geostream.common.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Files that settings name. */
public final class ReadableFile {

  private ReadableFile() {}

  /** Whether there is a file of this name, and this process may read it. */
  public static boolean is(String name) {
    try {
      Path path = Path.of(name);
      return Files.isRegularFile(path) && Files.isReadable(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
