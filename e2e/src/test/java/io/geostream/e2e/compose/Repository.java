package io.geostream.e2e.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of this repository, as a checkout has them. */
final class Repository {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern VERSION =
      Pattern.compile("<artifactId>geostream</artifactId>\\s*<version>([^<]+)</version>");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private Repository() {}

  /** The whole of a file, which is there in every checkout. */
  static String text(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version that the build gives its jars. */
  static String version() {
    Matcher version = VERSION.matcher(text("pom.xml"));
    if (!version.find()) {
      throw new IllegalStateException("pom.xml has no version");
    }
    return version.group(1);
  }

  /** The folders of the build's modules. */
  static List<String> modules() {
    return MODULE.matcher(text("pom.xml")).results().map(found -> found.group(1)).toList();
  }
}
