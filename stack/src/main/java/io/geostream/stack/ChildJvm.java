package io.geostream.stack;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts JVMs as children, with the Java of this one, and with the quick compiler alone if this JVM
 * uses only that.
 */
public final class ChildJvm {
  private ChildJvm() {}

  /** The program {@code java} of this JVM. */
  public static String java() {
    return Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
  }

  /**
   * Starts {@code java -jar}.
   *
   * @param name what it is called in messages, and its files in the folder, {@code name.log} and
   *     {@code name.err}
   * @param jvmOptions such as {@code -Xmx256m}
   * @param environment what is added to, or replaces, this process's own environment
   */
  public static ChildProcess startJar(
      String name,
      Path jar,
      List<String> jvmOptions,
      List<String> arguments,
      Map<String, String> environment,
      Path folder) {
    List<String> options = new ArrayList<>(jvmOptions);
    options.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
    return start(name, options, arguments, environment, folder);
  }

  /** Starts a main class with this JVM's own classpath; for the rest see {@link #startJar}. */
  public static ChildProcess startMain(
      String name,
      Class<?> main,
      List<String> jvmOptions,
      List<String> arguments,
      Map<String, String> environment,
      Path folder) {
    List<String> options = new ArrayList<>(jvmOptions);
    options.addAll(List.of("-cp", System.getProperty("java.class.path", ""), main.getName()));
    return start(name, options, arguments, environment, folder);
  }

  /** A short run, such as tests do many of, spends half of its time in the other one. */
  private static List<String> compiler() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-XX:TieredStopAtLevel="))
        .toList();
  }

  private static ChildProcess start(
      String name,
      List<String> options,
      List<String> arguments,
      Map<String, String> environment,
      Path folder) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(compiler());
    command.addAll(options);
    command.addAll(arguments);
    return ChildProcess.start(name, command, environment, folder);
  }
}
