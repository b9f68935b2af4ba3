package io.geostream.consumer;

import io.geostream.common.testing.CtrlC;
import io.geostream.stack.ChildJvm;
import io.geostream.stack.ChildProcess;
import io.geostream.stack.Database;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.OperationsClient;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.QuickStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Starts the real consumer.jar against the servers of a test. */
final class ConsumerJar {

  private static final Path JAR = Path.of("target", "consumer.jar");

  private ConsumerJar() {}

  /**
   * Starts a consumer of the topic into the database, in a group called as the topic; fast to
   * notice a member that died.
   */
  static Program start(String name, Pipeline pipeline, Path folder, String... more) {
    List<String> arguments = arguments(pipeline);
    arguments.addAll(List.of("-K", "session.timeout.ms=6000", "-K", "heartbeat.interval.ms=500"));
    arguments.addAll(List.of(more));
    return run(name, pipeline.database(), folder, arguments);
  }

  /** What a consumer of a pipeline needs, in a group called as its topic. */
  static List<String> arguments(Pipeline pipeline) {
    List<String> arguments = argumentsOfKafka(pipeline);
    arguments.addAll(
        List.of(
            "--database-url",
            pipeline.database().jdbcUrl(),
            "--database-user",
            pipeline.database().user(),
            "--allow-plain-postgresql"));
    return arguments;
  }

  /** The same without where the database is, and what it may be. */
  static List<String> argumentsOfKafka(Pipeline pipeline) {
    return new ArrayList<>(
        List.of(
            "--bootstrap-servers",
            pipeline.broker().bootstrapServers(),
            "--topic",
            pipeline.topic(),
            "--group",
            pipeline.topic())); // one that tests share would be rebalanced by each of them
  }

  /** Starts a consumer as {@link #start} does, or nearly so: it does not ignore Ctrl-C. */
  static Program interruptible(String name, Pipeline pipeline, Path folder, String... more)
      throws IOException, InterruptedException {
    OperationsClient operations = OperationsClient.of(name, folder);
    List<String> command = new ArrayList<>();
    command.add(ChildJvm.java());
    command.addAll(QuickStart.options("256m", JAR));
    command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
    command.addAll(arguments(pipeline));
    command.addAll(List.of(more));
    command.addAll(operations.flags());
    return new Program(
        ChildProcess.start(
            name, CtrlC.heededBy(command, "CtrlCIT"), password(pipeline.database()), folder),
        operations);
  }

  /** Starts the daemon with just these arguments, and the database's password in its variable. */
  static Program run(String name, Database database, Path folder, List<String> arguments) {
    return run(name, password(database), folder, arguments);
  }

  /** Starts the daemon with just these arguments and variables. */
  static Program run(
      String name, Map<String, String> variables, Path folder, List<String> arguments) {
    return Program.daemon(name, JAR, QuickStart.options("256m", JAR), arguments, variables, folder);
  }

  /** Starts a consumer of one worker with a heap of 96 MiB. */
  static Program withASmallHeap(String name, Pipeline pipeline, Path folder, String... more) {
    List<String> arguments = arguments(pipeline);
    arguments.addAll(List.of("--workers", "1"));
    arguments.addAll(List.of(more));
    return Program.daemon(
        name,
        JAR,
        QuickStart.options("96m", JAR),
        arguments,
        password(pipeline.database()),
        folder);
  }

  /** Starts {@code dead-letters list} or {@code dead-letters replay} for a topic's letters. */
  static Program letters(
      String tool, KafkaBroker broker, String topic, Path folder, String... more) {
    return letters(tool, broker.bootstrapServers(), topic, folder, more);
  }

  static Program letters(String tool, String servers, String topic, Path folder, String... more) {
    return letters(tool, servers, topic, folder, Map.of(), more);
  }

  /** Starts one of them with variables of its own. */
  static Program letters(
      String tool,
      String servers,
      String topic,
      Path folder,
      Map<String, String> variables,
      String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("dead-letters", tool, "--bootstrap-servers", servers, "--topic", topic));
    arguments.addAll(List.of(more));
    return tool(folder, arguments, variables);
  }

  /** Starts a subcommand on the servers of a pipeline. */
  static Program tool(Pipeline pipeline, Path folder, List<String> words) {
    List<String> arguments = new ArrayList<>(words);
    arguments.addAll(
        List.of(
            "--bootstrap-servers",
            pipeline.broker().bootstrapServers(),
            "--database-url",
            pipeline.database().jdbcUrl(),
            "--database-user",
            pipeline.database().user()));
    return tool(pipeline.database(), folder, arguments);
  }

  /** Starts a subcommand with just these arguments, and the database's password. */
  static Program tool(Database database, Path folder, List<String> arguments) {
    return tool(folder, arguments, password(database));
  }

  /** Starts the program with just these arguments and variables, none of them for its port. */
  static Program tool(Path folder, List<String> arguments, Map<String, String> variables) {
    return Program.of(
        ChildJvm.startJar(
            "tool-" + UUID.randomUUID(),
            JAR,
            QuickStart.options("256m", JAR),
            arguments,
            variables,
            folder));
  }

  /** The database's password, if it asks for one, in its variable. */
  static Map<String, String> password(Database database) {
    return database.password().map(it -> Map.of("DATABASE_PASSWORD", it)).orElse(Map.of());
  }
}
