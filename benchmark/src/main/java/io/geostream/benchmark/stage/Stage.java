package io.geostream.benchmark.stage;

import io.geostream.benchmark.BenchmarkException;
import io.geostream.benchmark.measure.Consumption;
import io.geostream.common.daemon.Resources;
import io.geostream.stack.ChildProcess;
import io.geostream.stack.DaemonJar;
import io.geostream.stack.Database;
import io.geostream.stack.DatabaseKind;
import io.geostream.stack.DatabaseRequest;
import io.geostream.stack.Databases;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.OwnFolder;
import io.geostream.stack.ServerSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * A broker and a TimescaleDB of this machine, both as the demo starts them, with the shipped
 * schema: hypertable, aggregates, policies. The only setting beside the shipped ones is that the
 * server notes the times of commits.
 */
public final class Stage implements AutoCloseable {

  private static final String DATABASE = "timeseries";
  private static final Duration COUNT_EVERY = Duration.ofMillis(500);
  private static final Duration MIGRATION = Duration.ofMinutes(1);
  private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

  private final Resources resources;
  private final Path folder;
  private final Map<String, String> environment;
  private final KafkaBroker broker;
  private final Database database;
  private final DaemonJar consumer;
  private final DaemonJar producer;
  private final ReadingsTable table;

  private Stage(Resources resources, Map<String, String> environment) throws SQLException {
    this.resources = resources;
    this.environment = environment;
    this.folder = resources.add(OwnFolder.temporary()).path();
    this.consumer = DaemonJar.unpack(Stage.class, "consumer", folder);
    this.producer = DaemonJar.unpack(Stage.class, "producer", folder);
    Database server =
        resources.add(
            Databases.start(
                DatabaseRequest.in(folder)
                    .withKinds(Set.of(DatabaseKind.NATIVE))
                    .withSettingsFile(ServerSettings.unpack(Stage.class, folder))
                    .withSettings(Map.of("track_commit_timestamp", "on"))));
    this.database = server.createDatabase(DATABASE);
    this.broker = resources.add(KafkaBroker.start(folder));
    migrate();
    this.table = resources.add(new ReadingsTable(database.connect()));
  }

  /**
   * Starts both and makes the schema.
   *
   * @param environment this process's variables
   * @throws io.geostream.stack.StackException when one does not start, or there is no TimescaleDB
   */
  public static Stage set(Map<String, String> environment) throws SQLException {
    Resources resources = new Resources();
    try {
      return new Stage(resources, environment);
    } catch (SQLException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  private void migrate() {
    Addresses addresses = addresses("");
    ChildProcess migration =
        consumer.start(
            "migrate",
            SMALL,
            concat(List.of("migrate"), addresses.databaseFlags()),
            addresses.secrets(),
            environment,
            folder);
    if (!migration.waitFor(MIGRATION) || migration.exitCode().orElseThrow() != 0) {
      throw new BenchmarkException("the schema cannot be made:\n" + migration.logEnd());
    }
  }

  /** Where a program finds both, and a topic. */
  public Addresses addresses(String topic) {
    return Addresses.of(broker.bootstrapServers(), topic, database);
  }

  /** Makes a topic. */
  public void createTopic(String name, int partitions) {
    broker.createTopic(name, partitions);
  }

  /** Removes a topic. */
  public void deleteTopic(String name) {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(name)).all().get();
    } catch (ExecutionException e) {
      throw new BenchmarkException("cannot remove topic " + name + ": " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("interrupted while removing topic " + name);
    }
  }

  private Admin admin() {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
  }

  /** The table of readings. */
  public ReadingsTable table() {
    return table;
  }

  /**
   * Waits until a group has committed so many records in Kafka. The table is not asked: counting it
   * would take part in the race.
   *
   * @throws BenchmarkException if they are not committed in time, or the reader fails
   */
  public void awaitCommits(String group, long records, Duration atMost, ChildProcess reader) {
    try (Admin admin = admin()) {
      await(
          () ->
              admin
                  .listConsumerGroupOffsets(group)
                  .partitionsToOffsetAndMetadata()
                  .get()
                  .values()
                  .stream()
                  .filter(Objects::nonNull)
                  .mapToLong(OffsetAndMetadata::offset)
                  .sum(),
          records,
          atMost,
          reader);
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
    await(table::rows, rows, atMost, writer);
  }

  private static void await(Progress progress, long wanted, Duration atMost, ChildProcess worker) {
    long end = System.nanoTime() + atMost.toNanos();
    long found = now(progress);
    while (found < wanted) {
      if (worker.exitCode().orElse(0) != 0) {
        throw new BenchmarkException("%s failed:%n%s".formatted(worker.name(), worker.logEnd()));
      }
      if (System.nanoTime() > end) {
        throw new BenchmarkException(
            "%s brought over %d readings of %d:%n%s"
                .formatted(worker.name(), found, wanted, worker.logEnd()));
      }
      LockSupport.parkNanos(COUNT_EVERY.toNanos());
      found = now(progress);
    }
  }

  private static long now(Progress progress) {
    try {
      return progress.now();
    } catch (SQLException | ExecutionException e) {
      throw new BenchmarkException("cannot see how far it is: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("interrupted while waiting");
    }
  }

  /** How many readings are through. */
  private interface Progress {
    long now() throws SQLException, ExecutionException, InterruptedException;
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

  private static List<String> concat(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /** Stops both, and removes what they have written. */
  @Override
  public void close() {
    resources.close();
  }
}
