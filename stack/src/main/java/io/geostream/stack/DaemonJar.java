package io.geostream.stack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The jar of one of the daemons. Its processes have only the settings they are given, none from
 * this process's environment.
 *
 * @param name {@code producer} or {@code consumer}
 * @param file the jar
 */
public record DaemonJar(String name, Path file) {
  private static final List<String> VARIABLES =
      List.of("KAFKA_", "DATABASE_", "DEAD_LETTER_", "HTTP_", "LOG_", "PRODUCER_", "CONSUMER_");

  /**
   * Unpacks the one that a program carries, as {@code packed/name.jar} beside a class of it.
   *
   * @throws StackException when it carries none
   */
  public static DaemonJar unpack(Class<?> program, String name, Path folder) {
    return new DaemonJar(name, PackedFile.unpack(program, "packed/" + name + ".jar", folder));
  }

  /**
   * Starts it.
   *
   * @param as its name in messages, and its files in the folder, {@code as.log} and {@code as.err}
   * @param secrets variables for it
   * @param inherited this process's variables
   */
  public ChildProcess start(
      String as,
      List<String> jvmOptions,
      List<String> arguments,
      Map<String, String> secrets,
      Map<String, String> inherited,
      Path folder) {
    Map<String, String> variables = new HashMap<>();
    inherited.keySet().stream()
        .filter(variable -> VARIABLES.stream().anyMatch(variable::startsWith))
        .forEach(variable -> variables.put(variable, "")); // as if it were not set
    variables.putAll(secrets);
    return ChildJvm.startJar(as, file, jvmOptions, arguments, variables, folder);
  }
}
