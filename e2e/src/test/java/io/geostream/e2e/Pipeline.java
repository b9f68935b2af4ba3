package io.geostream.e2e;

import io.geostream.stack.ChildJvm;
import io.geostream.stack.DaemonJvm;
import io.geostream.stack.Database;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.Program;
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
 * @param consumers how its consumers are started
 * @param finalLooks what is looked at when its programs have stopped
 */
public record Pipeline(
    KafkaBroker broker,
    String topic,
    Database database,
    Path folder,
    ConsumerStart consumers,
    FinalLooks finalLooks)
    implements AutoCloseable {

  /** The JVM's default, where this JVM's own options say otherwise. */
  private static final String ALL_COMPILERS = "-XX:TieredStopAtLevel=4";

  /**
   * How consumers are started.
   *
   * @param jvmOptions of their JVMs
   * @param mapping the flag that names it, for {@code migrate} too; none for the built-in one
   * @param flags what all are started with besides, before what each is given
   */
  public record ConsumerStart(List<String> jvmOptions, List<String> mapping, List<String> flags) {}

  /** With consumers that start quickly. */
  public static Pipeline of(
      KafkaBroker broker, String topic, Database database, Path folder, String... consumerFlags) {
    return new Pipeline(
        broker,
        topic,
        database,
        folder,
        new ConsumerStart(
            QuickStart.options("256m", Jars.CONSUMER), List.of(), List.of(consumerFlags)),
        new FinalLooks());
  }

  /** With a topic that does not exist yet, on the servers that all tests share. */
  public static Pipeline in(Path folder) {
    return ofTopic(SharedStack.freshTopic(), folder);
  }

  /** With a topic of this name, which no other test may have. */
  static Pipeline ofTopic(String topic, Path folder) {
    return of(SharedStack.broker(), topic, SharedStack.freshDatabase(), folder);
  }

  /** Makes the topic. */
  public Pipeline withPartitions(int partitions) {
    broker.createTopic(topic, partitions);
    return this;
  }

  /** The same with consumers that read messages by the mapping of this file. */
  public Pipeline withMapping(Path file) {
    List<String> mapping = List.of("--mapping", file.toString());
    return with(database, new ConsumerStart(consumers.jvmOptions(), mapping, consumers.flags()));
  }

  /** The same with more that all its consumers are started with. */
  public Pipeline withConsumerFlags(String... more) {
    List<String> flags = new ArrayList<>(consumers.flags());
    flags.addAll(List.of(more));
    return with(database, new ConsumerStart(consumers.jvmOptions(), consumers.mapping(), flags));
  }

  /** The same with consumers whose JVMs have the options that the consumer ships with. */
  public Pipeline asShipped() {
    List<String> options = new ArrayList<>(DaemonJvm.options());
    options.add(ALL_COMPILERS);
    return with(database, new ConsumerStart(options, consumers.mapping(), consumers.flags()));
  }

  /** The same with a database that consumers reach in another way. */
  public Pipeline into(Database other) {
    return with(other, consumers);
  }

  private Pipeline with(Database otherDatabase, ConsumerStart otherConsumers) {
    return new Pipeline(broker, topic, otherDatabase, folder, otherConsumers, finalLooks);
  }

  /** Starts the producer. */
  public Program producer(String... more) {
    List<String> arguments = kafkaArguments();
    arguments.addAll(List.of(more));
    return Program.daemon(
        "producer",
        Jars.PRODUCER,
        QuickStart.options("256m", Jars.PRODUCER),
        arguments,
        Map.of(),
        folder);
  }

  /** Starts a consumer as the owner of the database. */
  public Program consumer(String name, String... more) {
    return consumer(name, database.user(), databaseEnvironment(), more);
  }

  /** Starts a consumer as another user. */
  Program consumerAs(String user, String password, String... more) {
    return consumer(user, user, Map.of("DATABASE_PASSWORD", password), more);
  }

  private Program consumer(
      String name, String user, Map<String, String> variables, String... more) {
    List<String> arguments = consumerArguments(user);
    arguments.addAll(List.of(more));
    return Program.daemon(
        name, Jars.CONSUMER, consumers.jvmOptions(), arguments, variables, folder);
  }

  /** Applies the schema as the owner of the database. */
  public Program migrate() {
    List<String> arguments = new ArrayList<>(List.of("migrate"));
    arguments.addAll(databaseArguments(database.user()));
    arguments.addAll(consumers.mapping());
    return Program.of(
        ChildJvm.startJar(
            "migrate",
            Jars.CONSUMER,
            consumers.jvmOptions(),
            arguments,
            databaseEnvironment(),
            folder));
  }

  /** Starts another command of consumer.jar, such as {@code offsets reset}, on these servers. */
  public Program command(String name, List<String> words) {
    List<String> arguments = new ArrayList<>(words);
    arguments.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
    arguments.addAll(
        List.of("--database-url", database.jdbcUrl(), "--database-user", database.user()));
    return Program.of(
        ChildJvm.startJar(
            name, Jars.CONSUMER, consumers.jvmOptions(), arguments, databaseEnvironment(), folder));
  }

  /** What a consumer needs to know. */
  List<String> consumerArguments(String user) {
    List<String> arguments = kafkaArguments();
    arguments.addAll(databaseArguments(user));
    arguments.addAll(consumers.mapping());
    arguments.addAll(consumers.flags());
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
        List.of("--bootstrap-servers", broker.bootstrapServers(), "--topic", topic));
  }

  private List<String> databaseArguments(String user) {
    return List.of(
        "--database-url", database.jdbcUrl(), "--database-user", user, "--allow-plain-postgresql");
  }

  /** The database as a test sees it. */
  public Sql sql() {
    return new Sql(database::connect);
  }

  /** How many records the topic holds; none may have been deleted. */
  public long records() {
    return broker.records(topic);
  }

  /** How many records the topic of the dead letters holds. */
  public long letters() {
    return broker.records(topic + ".dead-letter");
  }

  /** Takes the final looks, and drops the database. To be closed after its programs. */
  @Override
  public void close() {
    try (database) {
      finalLooks.takeAll();
    }
  }
}
