package io.geostream.stack.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * JVM options of the programs that tests start: what these short runs cost is mostly their start.
 */
public final class QuickStart {
  private static final String QUICK_COMPILER_ALONE = "-XX:TieredStopAtLevel=1";

  private QuickStart() {}

  /** For any program, with this much memory, as {@code -Xmx} takes it. */
  public static List<String> options(String memory) {
    return List.of("-Xmx" + memory, QUICK_COMPILER_ALONE);
  }

  /**
   * For a jar that is started again and again: half of a start is reading and verifying classes.
   */
  public static List<String> options(String memory, Path jar) {
    List<String> options = new ArrayList<>(options(memory));
    ClassArchive.of(jar).ifPresent(archive -> options.add("-XX:SharedArchiveFile=" + archive));
    return List.copyOf(options);
  }
}
