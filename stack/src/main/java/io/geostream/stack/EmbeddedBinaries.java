package io.geostream.stack;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The archive of PostgreSQL's programs for one system, from the classpath.
 *
 * @param name the resource
 */
record EmbeddedBinaries(String name, URL archive) {
  /** The archive for a system; empty if none is bundled. */
  static Optional<EmbeddedBinaries> of(SupportedSystem system, String architecture) {
    boolean arm = architecture.equals("aarch64") || architecture.equals("arm64");
    boolean intel = architecture.equals("amd64") || architecture.equals("x86_64");
    if (!arm && !intel) {
      return Optional.empty();
    }
    String name =
        switch (system) {
          case LINUX -> arm ? "postgres-linux-arm_64.txz" : "postgres-linux-x86_64.txz";
          // Universal binaries, whatever the name says.
          case MACOS -> "postgres-darwin-x86_64.txz";
        };
    return Optional.ofNullable(EmbeddedBinaries.class.getResource("/" + name))
        .map(archive -> new EmbeddedBinaries(name, archive));
  }

  /**
   * Unpacks it so that every user can run it.
   *
   * @return the folder with the programs
   */
  Path unpack(Path folder) {
    try (InputStream file = archive.openStream();
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, folder);
      }
      return folder.resolve("bin");
    } catch (IOException e) {
      throw new StackException(
          "cannot unpack " + name + " to " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path folder)
      throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("it holds " + entry.getName() + ", which lies outside");
    }
    if (entry.isDirectory()) {
      makeFolders(folder, target);
    } else if (entry.isSymbolicLink()) {
      makeFolders(folder, target.resolveSibling(""));
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      makeFolders(folder, target.resolveSibling(""));
      Files.copy(content, target);
      Files.setPosixFilePermissions(target, permissions((entry.getMode() & 0100) != 0));
    }
  }

  /** One by one, since the umask of this process may exclude other users. */
  private static void makeFolders(Path root, Path target) throws IOException {
    if (Files.isDirectory(target)) {
      return;
    }
    if (!target.equals(root)) {
      makeFolders(root, target.resolveSibling(""));
    }
    Files.createDirectory(target);
    Files.setPosixFilePermissions(target, permissions(true));
  }

  private static Set<PosixFilePermission> permissions(boolean executable) {
    Set<PosixFilePermission> permissions =
        new HashSet<>(
            Set.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ));
    if (executable) {
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    return permissions;
  }
}
