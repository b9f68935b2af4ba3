package io.geostream.consumer;

import io.geostream.stack.ChildJvm;
import io.geostream.stack.Database;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.QuickStart;
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
    return new ArrayList<>(
        List.of(
            "--bootstrap-servers",
            pipeline.broker().bootstrapServers(),
            "--topic",
            pipeline.topic(),
            "--group",
            pipeline.topic(), // one that tests share would be rebalanced by each of them
            "--database-url",
            pipeline.database().jdbcUrl(),
            "--database-user",
            pipeline.database().user(),
            "--allow-plain-postgresql"));
  }

  /** Starts the daemon with just these arguments, and the database's password in its variable. */
  static Program run(String name, Database database, Path folder, List<String> arguments) {
    return Program.daemon(
        name, JAR, QuickStart.options("256m", JAR), arguments, password(database), folder);
  }

  /** Starts {@code dead-letters list} or {@code dead-letters replay} for a topic's letters. */
  static Program letters(
      String tool, KafkaBroker broker, String topic, Path folder, String... more) {
    return letters(tool, broker.bootstrapServers(), topic, folder, more);
  }

  static Program letters(String tool, String servers, String topic, Path folder, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("dead-letters", tool, "--bootstrap-servers", servers, "--topic", topic));
    arguments.addAll(List.of(more));
    return tool(folder, arguments, Map.of());
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

  private static Program tool(Path folder, List<String> arguments, Map<String, String> variables) {
    return Program.of(
        ChildJvm.startJar(
            "tool-" + UUID.randomUUID(),
            JAR,
            QuickStart.options("256m", JAR),
            arguments,
            variables,
            folder));
  }

  private static Map<String, String> password(Database database) {
    return database.password().map(it -> Map.of("DATABASE_PASSWORD", it)).orElse(Map.of());
  }
}
