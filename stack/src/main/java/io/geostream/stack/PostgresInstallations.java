package io.geostream.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for PostgreSQL servers in the places where packages, Homebrew and a build from source put
 * them.
 */
final class PostgresInstallations {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern VERSION = Pattern.compile("PostgreSQL (\\d+)(?:\\.(\\d+))?\\S*");
  private static final Pattern DEFAULT_VERSION =
      Pattern.compile("(?m)^\\s*default_version\\s*=\\s*'([^']+)'");
  private static final List<String> PLACES =
      List.of(
          "/usr/lib/postgresql/*/bin",
          "/usr/pgsql-*/bin",
          "/opt/homebrew/opt/postgresql*/bin",
          "/usr/local/opt/postgresql*/bin",
          "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
          "/usr/local/pgsql/bin");

  private final List<Path> candidates;

  PostgresInstallations(List<Path> candidates) {
    this.candidates = List.copyOf(candidates);
  }

  /** All of {@link #PLACES} and of PATH. */
  static PostgresInstallations ofThisMachine() {
    String path = System.getenv().getOrDefault("PATH", "");
    Stream<Path> onPath =
        Stream.of(path.split(":")).filter(folder -> !folder.isEmpty()).map(Path::of);
    return new PostgresInstallations(
        Stream.concat(onPath, PLACES.stream().flatMap(place -> matching(place).stream())).toList());
  }

  /** Those with a whole server, newest first. */
  List<PostgresInstallation> find() {
    Map<Path, PostgresInstallation> found = new LinkedHashMap<>();
    for (Path folder : candidates) {
      Path pgConfig = folder.toAbsolutePath().resolve("pg_config");
      if (Files.isExecutable(pgConfig)) {
        examine(pgConfig).ifPresent(one -> found.putIfAbsent(one.bin(), one));
      }
    }
    return newestFirst(found.values());
  }

  static List<PostgresInstallation> newestFirst(Collection<PostgresInstallation> installations) {
    return installations.stream()
        .sorted(Comparator.comparing(PostgresInstallation::version, Versions.BY_NUMBERS).reversed())
        .toList();
  }

  /**
   * Debian's pg_config on PATH is that of the newest version, wherever that is, so all paths come
   * from it.
   */
  private static Optional<PostgresInstallation> examine(Path pgConfig) {
    List<String> answers =
        ask(pgConfig, "--bindir", "--sharedir", "--pkglibdir", "--version").lines().toList();
    if (answers.size() != 4) {
      return Optional.empty();
    }
    Path bin = Path.of(answers.get(0));
    Matcher version = VERSION.matcher(answers.get(3));
    boolean server =
        Stream.of("initdb", "pg_ctl", "postgres")
            .allMatch(it -> Files.isExecutable(bin.resolve(it)));
    if (!server || !version.find()) {
      return Optional.empty();
    }
    return Optional.of(
        new PostgresInstallation(
            bin,
            version.group().substring("PostgreSQL ".length()),
            timescale(Path.of(answers.get(1)), Path.of(answers.get(2)))));
  }

  /** The version that CREATE EXTENSION would take, if its library is there too. */
  static Optional<String> timescale(Path shareDir, Path libDir) {
    Path control = shareDir.resolve("extension").resolve("timescaledb.control");
    if (!Files.isReadable(control)) {
      return Optional.empty();
    }
    try {
      Matcher version = DEFAULT_VERSION.matcher(Files.readString(control));
      boolean library =
          Stream.of("so", "dylib")
              .anyMatch(suffix -> Files.exists(libDir.resolve("timescaledb." + suffix)));
      return version.find() && library ? Optional.of(version.group(1)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + control + ": " + e.getMessage(), e);
    }
  }

  private static String ask(Path pgConfig, String... what) {
    List<String> command = new ArrayList<>(List.of(pgConfig.toString()));
    command.addAll(List.of(what));
    try {
      Command.Result result = Command.run(command, TIMEOUT);
      return result.succeeded() ? result.output() : "";
    } catch (IOException notRunnable) {
      return "";
    }
  }

  /** The folders that an absolute path stands for in which one name has a star. */
  private static List<Path> matching(String place) {
    int star = place.indexOf('*');
    if (star < 0) {
      return List.of(Path.of(place));
    }
    int before = place.lastIndexOf('/', star);
    int after = place.indexOf('/', star);
    Path parent = Path.of(place.substring(0, before));
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(parent)) {
      return found;
    }
    try (DirectoryStream<Path> names =
        Files.newDirectoryStream(parent, place.substring(before + 1, after))) {
      names.forEach(name -> found.add(name.resolve(place.substring(after + 1))));
      return found;
    } catch (IOException notReadable) {
      return found;
    }
  }
}
