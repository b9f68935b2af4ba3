package io.geostream.benchmark.stage;

import io.geostream.benchmark.BenchmarkException;
import io.geostream.benchmark.measure.Consumption;
import io.geostream.common.daemon.Resources;
import io.geostream.stack.ChildProcess;
import io.geostream.stack.DaemonJar;
import io.geostream.stack.Database;
import io.geostream.stack.DatabaseKind;
import io.geostream.stack.DatabaseRequest;
import io.geostream.stack.DatabaseSelection;
import io.geostream.stack.Databases;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.OwnFolder;
import io.geostream.stack.ServerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A broker and a TimescaleDB of this machine, both as the demo starts them, with the shipped
 * schema: hypertable, aggregates, policies. The only setting beside the shipped ones is that the
 * server notes the times of commits.
 */
public final class Stage implements AutoCloseable {

  private static final String DATABASE = "timeseries";
  private static final Duration MIGRATION = Duration.ofMinutes(1);
  private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

  private final Resources resources;
  private final Messages messages;
  private final Path folder;
  private final Map<String, String> environment;
  private final KafkaBroker broker;
  private final Database database;
  private final DaemonJar consumer;
  private final DaemonJar producer;
  private final ReadingsTable table;
  private final TableSpace space;

  private Stage(Resources resources, Messages messages, Map<String, String> environment)
      throws SQLException {
    this.resources = resources;
    this.messages = messages;
    this.environment = environment;
    this.folder = resources.add(OwnFolder.temporary()).path();
    this.consumer = DaemonJar.unpack(Stage.class, "consumer", folder);
    this.producer = DaemonJar.unpack(Stage.class, "producer", folder);
    Database server =
        resources.add(
            Databases.start(
                DatabaseRequest.in(folder)
                    .withSelection(DatabaseSelection.of(DatabaseKind.NATIVE))
                    .withSettingsFile(ServerSettings.unpack(Stage.class, folder))
                    .withSettings(Map.of("track_commit_timestamp", "on"))));
    this.database = server.createDatabase(DATABASE);
    this.broker = resources.add(KafkaBroker.start(folder));
    migrate();
    Connection connection = resources.add(database.connect());
    this.table = new ReadingsTable(connection, messages.mapping());
    this.space = new TableSpace(connection);
  }

  /**
   * Starts both and makes the schema.
   *
   * @param environment this process's variables
   * @throws io.geostream.stack.StackException when one does not start, or there is no TimescaleDB
   */
  public static Stage set(Map<String, String> environment) throws SQLException {
    return set(Messages.WEATHER, environment);
  }

  /**
   * Starts both and makes the table of these messages.
   *
   * @param environment this process's variables
   * @throws io.geostream.stack.StackException see {@link #set(Map)}
   */
  public static Stage set(Messages messages, Map<String, String> environment) throws SQLException {
    Resources resources = new Resources();
    try {
      return new Stage(resources, messages, environment);
    } catch (SQLException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  private void migrate() {
    Addresses addresses = addresses("");
    List<String> arguments = new ArrayList<>(List.of("migrate"));
    arguments.addAll(addresses.databaseFlags());
    arguments.addAll(messages.flags(folder));
    ChildProcess migration =
        consumer.start("migrate", SMALL, arguments, addresses.secrets(), environment, folder);
    if (!migration.waitFor(MIGRATION) || migration.exitCode().orElseThrow() != 0) {
      throw new BenchmarkException("the schema cannot be made:\n" + migration.logEnd());
    }
  }

  /** Where a program finds both, and a topic. */
  public Addresses addresses(String topic) {
    return Addresses.of(broker.bootstrapServers(), topic, messages, database);
  }

  /** Makes a topic. */
  public void createTopic(String name, int partitions) {
    broker.createTopic(name, partitions);
  }

  /** Removes a topic. */
  public void deleteTopic(String name) {
    try (BrokerAdmin admin = new BrokerAdmin(broker.bootstrapServers())) {
      admin.deleteTopic(name);
    }
  }

  /** The table of readings. */
  public ReadingsTable table() {
    return table;
  }

  /** The room that the table takes. */
  public TableSpace space() {
    return space;
  }

  /**
   * Waits until a group has committed so many records in Kafka. The table is not asked: counting it
   * would take part in the race.
   *
   * @throws BenchmarkException if they are not committed in time, or the reader fails
   */
  public void awaitCommits(String group, long records, Duration atMost, ChildProcess reader) {
    try (BrokerAdmin admin = new BrokerAdmin(broker.bootstrapServers())) {
      Waiting.await(records, atMost, reader, () -> admin.committed(group));
    }
  }

  /**
   * Waits until the table holds at least so many rows. Counting costs the server time, so it is
   * asked seldom: what is measured are times of commits, not the moment at which this is seen.
   *
   * @param writer who is to write them
   * @throws BenchmarkException if they do not come in time, or the writer fails
   */
  public void awaitRows(long rows, Duration atMost, ChildProcess writer) {
    Waiting.await(rows, atMost, writer, table::rows);
  }

  /** Where programs keep their logs; removed at the end. */
  public Path folder() {
    return folder;
  }

  /** This process's variables. */
  public Map<String, String> environment() {
    return environment;
  }

  /** The real consumer. */
  public DaemonJar consumer() {
    return consumer;
  }

  /** The real producer. */
  public DaemonJar producer() {
    return producer;
  }

  /** What the broker uses. */
  public Consumption brokerTime() {
    return Consumption.ofProcess(broker.pid());
  }

  /** What the database server uses, all its processes. */
  public Consumption databaseTime() throws SQLException {
    long main =
        ProcessHandle.of(table.backendPid())
            .flatMap(ProcessHandle::parent)
            .map(ProcessHandle::pid)
            .orElseThrow(() -> new BenchmarkException("the database's main process is not found"));
    return Consumption.ofServer(main);
  }

  /** Stops both, and removes what they have written. */
  @Override
  public void close() {
    resources.close();
  }
}
