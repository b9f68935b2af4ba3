package io.geostream.stack.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * JVM options of the programs that tests start: what these short runs cost is mostly their start.
 */
public final class QuickStart {
  private static final String QUICK_COMPILER_ALONE = "-XX:TieredStopAtLevel=1";

  /** As the daemons are shipped; its start is cheaper, too. */
  private static final String SERIAL_GC = "-XX:+UseSerialGC";

  /** At a random address, as is the default, all pointers of an archive are rewritten. */
  private static final List<String> AT_ITS_OWN_ADDRESS =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

  private QuickStart() {}

  /** For any program, with this much memory, as {@code -Xmx} takes it. */
  public static List<String> options(String memory) {
    return List.of("-Xmx" + memory, QUICK_COMPILER_ALONE, SERIAL_GC);
  }

  /**
   * For a jar that is started again and again: half of a start is reading and verifying classes.
   */
  public static List<String> options(String memory, Path jar) {
    List<String> options = new ArrayList<>(options(memory));
    ClassArchive.of(jar)
        .ifPresent(
            archive -> {
              options.add("-XX:SharedArchiveFile=" + archive);
              options.addAll(AT_ITS_OWN_ADDRESS);
            });
    return List.copyOf(options);
  }
}
