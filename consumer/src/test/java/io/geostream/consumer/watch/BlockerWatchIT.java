package io.geostream.consumer.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.consumer.database.Backends;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.database.Login;
import io.geostream.consumer.database.SqlWork;
import io.geostream.consumer.database.Transactions;
import io.geostream.consumer.database.WriterConnection;
import io.geostream.consumer.database.WriterConnections;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backends of frozen consumers that block ours are terminated, whatever role the sessions have. */
final class BlockerWatchIT {

  private static final String LOCK = "LOCK TABLE readings IN ACCESS EXCLUSIVE MODE";
  private static final String MIGRATION_LOCK = "SELECT pg_advisory_lock(42)";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final String id = UUID.randomUUID().toString().replace('-', '_');
  private final String group = "writers_" + id;
  private final String user = "writer_" + id;
  private final Backends backends = new Backends();
  private final AtomicInteger terminated = new AtomicInteger();
  private Database database;
  private Login login;
  private HikariDataSource pool;
  private BlockerWatch watch;

  /** A user without rights of its own, whose sessions are all of another role. */
  @BeforeEach
  void makeARole() throws Exception {
    database = SharedStack.freshDatabase();
    try (Connection connection = database.connect()) {
      execute(connection, "CREATE TABLE readings (id int)");
      execute(connection, "CREATE ROLE " + group);
      execute(connection, "GRANT ALL ON readings TO " + group);
      execute(connection, "CREATE ROLE " + user + " LOGIN PASSWORD 'secret' IN ROLE " + group);
      execute(connection, "ALTER ROLE " + user + " SET ROLE " + group);
    }
    login =
        new Login(
            DatabaseAddress.of(database.jdbcUrl(), user, Map.of("DATABASE_PASSWORD", "secret")));
    pool = DatabasePool.open(login, 1);
    watch =
        new BlockerWatch(
            new Transactions(pool),
            DatabasePool.APPLICATION_NAME,
            backends,
            terminated::incrementAndGet);
  }

  @AfterEach
  void dropIt() throws Exception {
    pool.close();
    try (Connection connection = database.connect()) {
      execute(connection, "DROP OWNED BY " + group);
      execute(connection, "DROP ROLE " + user);
      execute(connection, "DROP ROLE " + group);
    } finally {
      database.close();
    }
  }

  @Test
  void aFrozenWriterOfTheSameUserIsTerminated() throws Exception {
    try (WriterConnection frozen = new WriterConnections(login, false, new Backends()).make();
        WriterConnection ours = new WriterConnections(login, false, backends).make()) {
      CompletableFuture<Void> thawed = new CompletableFuture<>();
      CompletableFuture<Void> locked = new CompletableFuture<>();
      CompletableFuture<Void> sleeper =
          start(
              frozen,
              connection -> {
                execute(connection, LOCK);
                locked.complete(null);
                thawed.join();
                return true;
              });
      locked.get();
      CompletableFuture<Void> write =
          start(ours, connection -> execute(connection, "INSERT INTO readings VALUES (1)"));

      awaitFreed(write);

      assertThat(terminated).hasValue(1);
      thawed.complete(null);
      assertThat(sleeper)
          .as("what it did is gone")
          .failsWithin(TIMEOUT)
          .withThrowableOfType(ExecutionException.class)
          .withRootCauseInstanceOf(SQLException.class);
    }
  }

  @Test
  void aFrozenMigrationThatBlocksOursIsTerminated() throws Exception {
    try (Connection frozen = DatabasePool.forMigrations(login, new Backends()).getConnection();
        Connection ours = DatabasePool.forMigrations(login, backends).getConnection()) {
      execute(frozen, MIGRATION_LOCK);
      CompletableFuture<Void> migration =
          CompletableFuture.runAsync(
              () -> {
                try {
                  execute(ours, MIGRATION_LOCK);
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });

      awaitFreed(migration);

      assertThat(terminated).hasValue(1);
    }
    assertThat(backends.busy()).as("once it is closed").isEmpty();
  }

  private void awaitFreed(CompletableFuture<Void> blocked) throws Exception {
    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              watch.run();
              return blocked.isDone();
            });
    blocked.get();
  }

  private static CompletableFuture<Void> start(WriterConnection of, SqlWork<Boolean> work) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            of.transact(work);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }
}
