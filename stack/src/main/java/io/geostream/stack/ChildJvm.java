package io.geostream.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts JVMs as children, with the Java of this one. */
public final class ChildJvm {
  private ChildJvm() {}

  /**
   * Starts {@code java -jar}.
   *
   * @param name what it is called in messages, and its log file in the folder: {@code name.log},
   *     appended to
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

  private static ChildProcess start(
      String name,
      List<String> options,
      List<String> arguments,
      Map<String, String> environment,
      Path folder) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    command.addAll(options);
    command.addAll(arguments);
    return ChildProcess.start(name, command, environment, folder.resolve(name + ".log"));
  }
}
