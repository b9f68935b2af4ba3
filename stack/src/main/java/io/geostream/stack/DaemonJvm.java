package io.geostream.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the JVM of a daemon is started with where nobody says otherwise. */
public final class DaemonJvm {

  private static final String FILE = "/jvm.options";

  private DaemonJvm() {}

  /** A heap of 512 MiB, and the options of {@code consumer/jvm.options}. */
  public static List<String> options() {
    try (InputStream file = Objects.requireNonNull(DaemonJvm.class.getResourceAsStream(FILE))) {
      return Stream.concat(
              Stream.of("-Xmx512m"),
              new String(file.readAllBytes(), StandardCharsets.UTF_8)
                  .lines()
                  .filter(line -> line.startsWith("-")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE + " of this program", e);
    }
  }
}
