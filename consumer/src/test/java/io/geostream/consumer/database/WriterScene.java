package io.geostream.consumer.database;

import static io.geostream.consumer.database.Statements.execute;
import static org.awaitility.Awaitility.await;

import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A writer's connection to a table of one test, and what an observer sees of it. */
final class WriterScene implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  final Database database = SharedStack.freshDatabase();
  final Connection observer = database.connect();
  final WriterConnections connections =
      new WriterConnections(TestLogin.to(database), false, new Backends());
  final WriterConnection writer = connections.make();

  WriterScene() throws SQLException {
    execute(observer, "CREATE TABLE readings (id int)");
  }

  @Override
  public void close() throws SQLException {
    writer.close();
    observer.close();
    database.close();
  }

  /** What the writer is answered in a transaction of its own. */
  String ask(String query) throws SQLException {
    return writer.transact(connection -> Statements.ask(connection, query));
  }

  void terminate(String pid) throws SQLException {
    Statements.ask(observer, "SELECT pg_terminate_backend(" + pid + ", 10000)");
  }

  int rows() throws SQLException {
    return Integer.parseInt(Statements.ask(observer, "SELECT count(*) FROM readings"));
  }

  void awaitNoTransaction() {
    await()
        .atMost(TIMEOUT)
        .until(() -> backends("state <> 'idle' OR xact_start IS NOT NULL"), count -> count == 0);
  }

  void awaitWaiting(int backends) {
    await()
        .atMost(TIMEOUT)
        .until(() -> backends("wait_event_type = 'Lock'"), count -> count == backends);
  }

  void awaitBackends(int expected) {
    await().atMost(TIMEOUT).until(() -> backends("true"), count -> count == expected);
  }

  /** Those of writers in this database. */
  int backends(String condition) throws SQLException {
    return Integer.parseInt(
        Statements.ask(
            observer,
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = '%s' AND (%s)"""
                .formatted(DatabasePool.APPLICATION_NAME, condition)));
  }
}
