package io.geostream.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is removed with its content when it is closed, or else when this JVM ends, for
 * whatever reason.
 */
public final class OwnFolder implements AutoCloseable {
  private final Path path;

  private OwnFolder(Path path) {
    this.path = path;
  }

  /**
   * A new folder in the system's folder for temporary files. Other users may pass through it, but
   * not list it: a database server that was started by root works in it as another user.
   */
  public static OwnFolder temporary() {
    try {
      return own(() -> Files.createTempDirectory("geostream-"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary folder: " + e.getMessage(), e);
    }
  }

  /** A new folder of a name of its own in an existing one. */
  static OwnFolder in(Path parent, String prefix) {
    try {
      Path absolute = parent.toAbsolutePath().normalize();
      return own(() -> Files.createTempDirectory(absolute, prefix + "-"));
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("there is no folder " + parent, e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot make a folder in " + parent + ": " + e.getMessage(), e);
    }
  }

  private static OwnFolder own(ProcessGuard.Creation creation) throws IOException {
    Path path = ProcessGuard.ofThisJvm().make(creation);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
    return new OwnFolder(path);
  }

  /** Where it is, absolute. */
  public Path path() {
    return path;
  }

  /** Removes it; a second call does nothing. */
  @Override
  public void close() {
    try {
      deleteTree(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path + ": " + e.getMessage(), e);
    }
    ProcessGuard.ofThisJvm().forget(path);
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // A server that ends removes files of its own.
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
