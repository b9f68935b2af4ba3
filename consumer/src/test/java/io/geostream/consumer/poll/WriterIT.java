package io.geostream.consumer.poll;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.common.daemon.Outage;
import io.geostream.common.daemon.StopSignal;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.batch.BatchPool;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.DeadLetterLimit;
import io.geostream.consumer.batch.Records;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.database.Login;
import io.geostream.consumer.database.WriterConnection;
import io.geostream.consumer.kafka.DeadLetterTopic;
import io.geostream.consumer.kafka.DeadLetters;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.metrics.BatchMetrics;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.consumer.settings.Start;
import io.geostream.consumer.write.Backoff;
import io.geostream.consumer.write.CopyRowWriter;
import io.geostream.consumer.write.OffsetKey;
import io.geostream.consumer.write.OffsetTable;
import io.geostream.consumer.write.RefusedRows;
import io.geostream.consumer.write.RowWriter;
import io.geostream.consumer.write.RowWriters;
import io.geostream.consumer.write.Transaction;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults of single tries to write a batch, and what becomes of the batch. */
final class WriterIT {

  private static final OffsetKey KEY = new OffsetKey("g", "c", "t", Uuid.ZERO_UUID);
  private static final BatchLimits LIMITS = BatchLimits.of(100, ChunkWidth.HOUR);

  private final StopSignal stop = new StopSignal();
  private final AtomicInteger tries = new AtomicInteger();
  private final RowWriter copy = new CopyRowWriter();
  private Database database;
  private HikariDataSource pool;

  @BeforeEach
  void makeTables() throws Exception {
    database = SharedStack.freshDatabase();
    pool =
        DatabasePool.open(
            new Login(
                DatabaseAddress.of(
                    database.jdbcUrl(),
                    database.user(),
                    database
                        .password()
                        .map(it -> Map.of("DATABASE_PASSWORD", it))
                        .orElse(Map.of()))),
            1);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE geospatial_metrics (time timestamptz, location_id text, latitude float8, longitude float8,
            temperature float8, humidity float8, pressure float8, wind_speed float8, wind_direction float8);
          CREATE TABLE kafka_offsets (consumer_group text, cluster_id text, topic text, partition int, next_offset bigint,
            topic_id text, leader_epoch int, updated_at timestamptz)""");
    }
    try (Connection connection = pool.getConnection()) {
      new OffsetTable(KEY).insert(connection, Map.of(0, 0L));
    }
  }

  @AfterEach
  void dropThem() {
    pool.close();
    database.close();
  }

  @Test
  void aBatchWithoutRowsOutlivesAPoolerWithoutAServer() throws Exception {
    write(batch(0), failingFirst(new SQLException("no server", "08P01")), RowWriters.copy());

    assertThat(stop.fault()).isNull();
    assertThat(number("SELECT next_offset FROM kafka_offsets")).isEqualTo(1);
  }

  @Test
  void aRefusalThatNoRowIsToBlameForIsTriedOnceMore() throws Exception {
    RowWriter once =
        (connection, rows, from, to) -> {
          if (tries.incrementAndGet() == 1) {
            throw new SQLException("no such column", "42703");
          }
          return copy.write(connection, rows, from, to);
        };
    write(batch(2), pool, new RowWriters(once, once, RowWriter.Mode.COPY));

    assertThat(stop.fault()).isNull();
    assertThat(number("SELECT count(*) FROM geospatial_metrics")).isEqualTo(2);
  }

  @Test
  void aFaultOfTheDirectWayAloneLeavesTheBatchToThePlainOne() throws Exception {
    RowWriter direct =
        (connection, rows, from, to) -> {
          tries.incrementAndGet();
          throw new SQLException("the columnstore does not take them", "0A000");
        };
    write(batch(2), pool, new RowWriters(direct, copy, RowWriter.Mode.COPY));

    assertThat(stop.fault()).isNull();
    assertThat(number("SELECT count(*) FROM geospatial_metrics")).isEqualTo(2);
    assertThat(tries).hasValue(1);
  }

  @Test
  void aRefusalThatNoRowIsToBlameForTwiceStopsTheDaemon() throws Exception {
    RowWriter writing =
        (connection, rows, from, to) -> {
          if (tries.incrementAndGet() % 2 == 1) { // the search is the second of each two
            throw new SQLException("no", "42501");
          }
          return copy.write(connection, rows, from, to);
        };
    write(batch(2), pool, new RowWriters(writing, writing, RowWriter.Mode.COPY));

    assertThat(stop.fault()).isInstanceOf(SQLException.class);
    assertThat(number("SELECT count(*) FROM geospatial_metrics")).isZero();
  }

  private static Batch batch(int rows) {
    Batch batch = new Batch(0, 0, LIMITS);
    for (int row = 0; row < rows; row++) {
      batch.add(Records.record(0, row), Records.reading(Records.TIME));
    }
    batch.advance(0, 0, Math.max(1, rows), Optional.empty());
    return batch;
  }

  /** Runs a writer that has one batch to write, until it has done so or failed. */
  private void write(Batch batch, DataSource source, RowWriters writers)
      throws InterruptedException {
    Handoff handoff = new Handoff(Duration.ZERO);
    OffsetTable offsets = new OffsetTable(KEY);
    WriterConnection connection = new WriterConnection(source, System::nanoTime);
    Topics topics = new Topics(noBroker(), Duration.ofSeconds(1));
    PositionLoader loader = new PositionLoader(offsets, topics, Start.EARLIEST);
    Writer writer =
        new Writer(
            handoff,
            new BatchPool(LIMITS),
            new Progress(),
            loader,
            connection,
            new TopicGuard(loader.topic(), () -> -1),
            new DeadLetters(
                new MockProducer<>(),
                new DeadLetterTopic(topics, "letters", "t"),
                "g",
                new TopicInfo("c", Uuid.ZERO_UUID, 1)),
            new DeadLetterLimit(0),
            new Transaction(connection, writers, offsets),
            new RefusedRows(connection, writers.plain(), offsets, () -> {}),
            new Backoff(() -> 1),
            new Writer.Outages(outage("database"), outage("broker")),
            new BatchMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> 0),
            stop,
            new Heartbeat("writer"));
    handoff.offer(batch);
    Thread thread = new Thread(writer, "writer");
    thread.start();
    handoff.awaitWritten(0, Duration.ofSeconds(20));
    handoff.close();
    thread.join();
    connection.close();
  }

  private static Outage outage(String server) {
    return new Outage(server, System::nanoTime);
  }

  private static Admin noBroker() {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }

  /** The pool, but for its first connection. */
  private DataSource failingFirst(SQLException fault) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (tries.incrementAndGet() == 1) {
                throw fault;
              }
              try {
                return method.invoke(pool, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private long number(String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
