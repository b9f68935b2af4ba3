package io.geostream.benchmark;

import io.geostream.stack.DaemonJvm;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The flag {@code -J}; a picocli mix-in. */
final class JvmOption {

  @Option(
      names = "-J",
      paramLabel = "OPTION",
      description =
          "An option for the JVMs that are measured, such as -J-Xmx256m; repeatable. Default: -Xmx512m and those of jvm.options.")
  private List<String> options = new ArrayList<>();

  /** All that were given, or the default. */
  List<String> options() {
    return options.isEmpty() ? DaemonJvm.options() : List.copyOf(options);
  }
}
