package io.geostream.stack.testing;

import io.geostream.stack.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * All classes of a jar in the form in which a JVM maps them instead of reading and verifying each
 * (application class data sharing). The file lies beside the jar and is made by the first test that
 * asks for it, once for each jar and JVM. A JVM that finds that it does not fit goes on without it.
 */
final class ClassArchive {
  private static final int MINUTES = 3;
  private static final String CLASS = ".class";
  private static final Map<Path, Optional<Path>> FOUND = new ConcurrentHashMap<>();

  private ClassArchive() {}

  /** Empty where this kind of JVM cannot make one. */
  static Optional<Path> of(Path jar) {
    return FOUND.computeIfAbsent(jar.toAbsolutePath().normalize(), ClassArchive::findOrMake);
  }

  private static Optional<Path> findOrMake(Path jar) {
    Path archive = sibling(jar, System.getProperty("java.vm.version", "") + ".jsa");
    try {
      return isNewer(archive, jar) || make(jar, archive) ? Optional.of(archive) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + archive + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making " + archive, e);
    }
  }

  private static boolean isNewer(Path archive, Path jar) throws IOException {
    return Files.exists(archive)
        && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar)) > 0;
  }

  private static boolean make(Path jar, Path archive) throws IOException, InterruptedException {
    Path javasOwn = Path.of(System.getProperty("java.home", ""), "lib", "classlist");
    if (!Files.exists(javasOwn)) {
      return false;
    }
    Path list = sibling(jar, "classes");
    Files.write(
        list, Stream.concat(Files.readAllLines(javasOwn).stream(), classes(jar).stream()).toList());
    // One that is not finished is never seen.
    Path unfinished = sibling(jar, ProcessHandle.current().pid() + ".jsa");
    Process dump =
        new ProcessBuilder(
                ChildJvm.java(),
                "-Xshare:dump",
                "-XX:TieredStopAtLevel=1",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + unfinished,
                "-cp",
                jar.toString())
            .redirectErrorStream(true)
            .redirectOutput(sibling(jar, "jsa.log").toFile())
            .start();
    try {
      if (!dump.waitFor(MINUTES, TimeUnit.MINUTES) || dump.exitValue() != 0) {
        return false;
      }
    } finally {
      dump.destroyForcibly();
    }
    Files.move(unfinished, archive, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }

  private static List<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(CLASS) && !name.startsWith("META-INF/"))
          .map(name -> name.substring(0, name.length() - CLASS.length()))
          .toList();
    }
  }

  private static Path sibling(Path jar, String ending) {
    return jar.resolveSibling(jar.getFileName() + "." + ending);
  }
}
