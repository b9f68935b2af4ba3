package io.geostream.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a program carries in its own jar. */
final class PackedFile {
  private PackedFile() {}

  /**
   * Writes one into a folder.
   *
   * @param owner the resource's name is relative to this class's package, or starts with a slash
   * @throws StackException when it is not in the program
   */
  static Path unpack(Class<?> owner, String resource, Path folder) {
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    Path target = folder.resolve(name);
    try (InputStream packed = owner.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new StackException(
            name + " is not packed into this program: run its jar, as the build makes it");
      }
      Files.copy(packed, target);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target + ": " + e.getMessage(), e);
    }
  }
}
