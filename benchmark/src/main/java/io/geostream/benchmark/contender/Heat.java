package io.geostream.benchmark.contender;

import io.geostream.benchmark.BenchmarkCommand;
import io.geostream.benchmark.stage.Addresses;
import io.geostream.stack.ChildJvm;
import io.geostream.stack.ChildProcess;
import io.geostream.stack.DaemonJar;
import io.geostream.stack.OperationsClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a contender starts with.
 *
 * @param addresses the filled topic and the empty table
 * @param group a consumer group of its own
 * @param readings how many readings it is to bring over
 * @param ends whether it is to end by itself when the readings are in the table; else it may go on
 *     until it is stopped
 * @param consumer the real consumer
 * @param rows the topic's readings, encoded as rows beforehand
 * @param jvmOptions for the contender's JVM
 * @param environment this process's variables
 * @param folder for its log
 */
public record Heat(
    Addresses addresses,
    String group,
    long readings,
    boolean ends,
    DaemonJar consumer,
    Path rows,
    List<String> jvmOptions,
    Map<String, String> environment,
    Path folder) {

  /** Asks the real consumer of this heat; to be made before it is started. */
  public OperationsClient operations() {
    return OperationsClient.of(group, folder);
  }

  /**
   * Starts a client that is a hidden subcommand of this program.
   *
   * @param jvm the options of its JVM
   * @param arguments the subcommand and its flags
   */
  ChildProcess startClient(List<String> jvm, List<String> arguments) {
    return ChildJvm.startMain(
        group, BenchmarkCommand.class, jvm, arguments, addresses.secrets(), folder);
  }
}
