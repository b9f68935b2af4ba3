package io.geostream.e2e;

import io.geostream.stack.ChildJvm;
import io.geostream.stack.Database;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.QuickStart;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A topic and an empty database of one test, and the daemons between them.
 *
 * @param folder where the programs' logs go
 * @param consumerFlags what all its consumers are started with, before what each is given
 */
public record Pipeline(
    KafkaBroker broker, String topic, Database database, Path folder, List<String> consumerFlags)
    implements AutoCloseable {

  /** With a topic that does not exist yet, on the servers that all tests share. */
  public static Pipeline in(Path folder) {
    return ofTopic(SharedStack.freshTopic(), folder);
  }

  /** With a topic of this name, which no other test may have. */
  static Pipeline ofTopic(String topic, Path folder) {
    return new Pipeline(
        SharedStack.broker(), topic, SharedStack.freshDatabase(), folder, List.of());
  }

  /** Makes the topic. */
  public Pipeline withPartitions(int partitions) {
    broker.createTopic(topic, partitions);
    return this;
  }

  /** The same with more that all its consumers are started with. */
  public Pipeline withConsumerFlags(String... more) {
    List<String> flags = new ArrayList<>(consumerFlags);
    flags.addAll(List.of(more));
    return new Pipeline(broker, topic, database, folder, flags);
  }

  /** The same with a database that consumers reach in another way. */
  public Pipeline into(Database other) {
    return new Pipeline(broker, topic, other, folder, consumerFlags);
  }

  /** Starts the producer. */
  public Program producer(String... more) {
    List<String> arguments = kafkaArguments();
    arguments.addAll(List.of(more));
    return new Program(
        ChildJvm.startJar(
            "producer",
            Jars.PRODUCER,
            QuickStart.options("256m", Jars.PRODUCER),
            arguments,
            Map.of(),
            folder));
  }

  /** Starts a consumer as the owner of the database. */
  public Program consumer(String name, String... more) {
    List<String> arguments = consumerArguments(database.user());
    arguments.addAll(List.of(more));
    return runConsumer(name, arguments, databaseEnvironment());
  }

  /** Starts a consumer as somebody else. */
  Program consumerAs(String user, String password, String... more) {
    List<String> arguments = consumerArguments(user);
    arguments.addAll(List.of(more));
    return runConsumer(user, arguments, Map.of("DATABASE_PASSWORD", password));
  }

  /** Applies the schema as the owner of the database. */
  public Program migrate() {
    List<String> arguments = new ArrayList<>(List.of("migrate"));
    arguments.addAll(databaseArguments(database.user()));
    return runConsumer("migrate", arguments, databaseEnvironment());
  }

  private Program runConsumer(
      String name, List<String> arguments, Map<String, String> environment) {
    return new Program(
        ChildJvm.startJar(
            name,
            Jars.CONSUMER,
            QuickStart.options("256m", Jars.CONSUMER),
            arguments,
            environment,
            folder));
  }

  /** What a consumer needs to know. */
  List<String> consumerArguments(String user) {
    List<String> arguments = kafkaArguments();
    arguments.addAll(databaseArguments(user));
    arguments.addAll(consumerFlags);
    return arguments;
  }

  /** The owner's password, if the server asks for one. */
  Map<String, String> databaseEnvironment() {
    Map<String, String> environment = new HashMap<>();
    database.password().ifPresent(password -> environment.put("DATABASE_PASSWORD", password));
    return environment;
  }

  private List<String> kafkaArguments() {
    return new ArrayList<>(
        List.of(
            "--bootstrap-servers",
            broker.bootstrapServers(),
            "--topic",
            topic,
            "--http-port",
            "0"));
  }

  private List<String> databaseArguments(String user) {
    return List.of(
        "--database-url", database.jdbcUrl(), "--database-user", user, "--allow-plain-postgresql");
  }

  /** The database as a test sees it. */
  public Sql sql() {
    return new Sql(database::connect);
  }

  /** Drops the database. */
  @Override
  public void close() {
    database.close();
  }
}
