package io.geostream.stack;

import java.util.List;
import java.util.stream.Stream;

/** What the JVM of a daemon is started with unless something else is given. */
public final class DaemonJvm {

  private static final String FILE = "/jvm.options";

  private DaemonJvm() {}

  /** A heap of 512 MiB, and the options of {@code jvm.options}. */
  public static List<String> options() {
    return Stream.concat(
            Stream.of("-Xmx512m"),
            PackedFile.read(DaemonJvm.class, FILE).lines().filter(line -> line.startsWith("-")))
        .toList();
  }
}
