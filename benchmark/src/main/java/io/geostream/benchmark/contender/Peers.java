package io.geostream.benchmark.contender;

import io.geostream.benchmark.BenchmarkException;
import io.geostream.benchmark.report.ResultFiles;
import io.geostream.stack.ChildJvm;
import io.geostream.stack.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The programs of others that are compared with, in a folder that {@code benchmark/peers/pom.xml}
 * fills.
 */
public record Peers(Path folder) {

  private static final String HOW = "mvn -B -f benchmark/peers/pom.xml package";

  /**
   * Those beside this program.
   *
   * @throws BenchmarkException if they have not been fetched
   */
  public static Peers besideProgram() {
    Path folder = ResultFiles.programFolder().resolve("peers");
    if (!Files.isDirectory(folder.resolve("kafka"))) {
      throw new BenchmarkException("there is nothing in " + folder + ": run  " + HOW);
    }
    return new Peers(folder);
  }

  /** Where Kafka Connect finds connectors. */
  public Path plugins() {
    return folder.resolve("plugins");
  }

  /**
   * Starts one of Kafka's own programs.
   *
   * @param name what it is called in messages, and its files in the folder, {@code name.log} and
   *     {@code name.err}
   */
  public ChildProcess startKafka(
      String name, String main, List<String> jvmOptions, List<String> arguments, Path logs) {
    List<String> command = new ArrayList<>();
    command.add(ChildJvm.java());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", folder.resolve("kafka") + "/*", main));
    command.addAll(arguments);
    return ChildProcess.start(name, command, Map.of(), logs);
  }
}
