package io.geostream.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    try (InputStream packed = open(owner, resource)) {
      Files.copy(packed, target);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target + ": " + e.getMessage(), e);
    }
  }

  /** The text of one; see {@link #unpack}. */
  static String read(Class<?> owner, String resource) {
    try (InputStream packed = open(owner, resource)) {
      return new String(packed.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource + " of this program", e);
    }
  }

  private static InputStream open(Class<?> owner, String resource) {
    InputStream packed = owner.getResourceAsStream(resource);
    if (packed == null) {
      throw new StackException(
          resource + " is not packed into this program: run its jar, as the build makes it");
    }
    return packed;
  }
}
