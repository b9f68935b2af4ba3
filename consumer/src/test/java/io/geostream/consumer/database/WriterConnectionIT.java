package io.geostream.consumer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.geostream.common.daemon.Causes;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/** What a writer may rely on, whatever happens to its connection. */
final class WriterConnectionIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String PID = "SELECT pg_backend_pid()";
  private static final String INSERT = "INSERT INTO readings VALUES (1)";
  private static final String COPY = "COPY readings FROM STDIN";
  private static final String SLEEP = "SELECT pg_sleep(60)";

  private final AtomicLong nanos = new AtomicLong();
  private Database database;
  private Connection observer;
  private WriterConnections connections;
  private WriterConnection writer;

  @BeforeEach
  void makeATable() throws Exception {
    database = SharedStack.freshDatabase();
    observer = database.connect();
    execute(observer, "CREATE TABLE readings (id int)");
    connections = new WriterConnections(login(), false, new Backends());
    writer = connections.make();
  }

  @AfterEach
  void dropIt() throws Exception {
    writer.close();
    observer.close();
    database.close();
  }

  static Stream<Throwable> faults() {
    return Stream.of(
        new SQLException("of data", "22000"),
        new SQLException("lost", "08006"),
        new SQLException("without a state"),
        new SQLException("read-only", "25006"),
        new IllegalStateException("a defect"),
        new OutOfMemoryError("heap"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void nothingIsOpenAfterAFaultAndTheNextWorkCommits(Throwable fault) throws Exception {
    assertThatThrownBy(
            () ->
                writer.transact(
                    connection -> {
                      execute(connection, INSERT);
                      return fail(fault);
                    }))
        .isSameAs(fault);
    awaitNoTransaction();
    assertThat(writer.busy()).isNull();

    commit(INSERT);

    assertThat(rows()).isOne();
    awaitBackends(1);
  }

  @Test
  void workThatDoesNotCommitIsRolledBack() throws Exception {
    assertThat(ask(INSERT + " RETURNING id")).isEqualTo("1");
    awaitNoTransaction();
    assertThat(rows()).isZero();
  }

  @Test
  void aTransactionThatTheServerEndedIsOverForTheClientToo() throws Exception {
    assertThatThrownBy(() -> ask("SELECT 1 / 0")).isInstanceOf(SQLException.class);
    awaitNoTransaction();
    assertThat(ask("SELECT 1")).isEqualTo("1");
  }

  @Test
  void whatIsUnderWayIsKnownWithItsBackendAndItsProgress() throws Exception {
    WriterConnection timed = timed();
    assertThat(timed.busy()).isNull();
    timed.progress();
    List<BusyBackend> seen =
        timed.transact(
            connection -> {
              BusyBackend begun = timed.busy();
              nanos.addAndGet(5);
              timed.progress();
              return List.of(begun, timed.busy());
            });
    int pid = Integer.parseInt(timed.transact(connection -> ask(connection, PID)));
    assertThat(seen).containsExactly(new BusyBackend(pid, 0, 0), new BusyBackend(pid, 0, 5));
    assertThat(timed.busy()).isNull();
    timed.close();
  }

  @Test
  void aCancelEndsTheWorkOfItsConnectionOnly() throws Exception {
    try (WriterConnection other = connections.make();
        Connection locking = database.connect()) {
      locking.setAutoCommit(false);
      execute(locking, "LOCK TABLE readings");
      CompletableFuture<Void> waiting = start(other, INSERT);
      CompletableFuture<Void> cancelled = start(writer, INSERT);
      awaitWaiting(2);

      writer.cancel();

      assertThat(faultOf(cancelled).getSQLState()).isEqualTo("57014");
      assertThat(waiting).isNotDone();
      locking.commit();
      waiting.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void aCancelHitsNothingThatBeginsAfterIt() throws Exception {
    for (int round = 0; round < 200; round++) {
      CompletableFuture<Void> cancel = CompletableFuture.runAsync(writer::cancel);
      try {
        ask("SELECT pg_sleep(0.002)");
      } catch (SQLException e) {
        assertThat(e.getSQLState()).isEqualTo("57014");
      }
      cancel.get();
      ask("SELECT pg_sleep(0.004)");
    }
  }

  @Test
  void anAbortIsATimeoutForTheWorkUnderWay() throws Exception {
    CompletableFuture<Void> aborted = start(writer, SLEEP);
    await().atMost(TIMEOUT).until(() -> writer.busy() != null);

    writer.abort();

    SQLException fault = faultOf(aborted);
    assertThat(fault.getSQLState()).isEqualTo("08006");
    assertThat(fault.getCause()).isInstanceOf(SocketTimeoutException.class);
    assertThat(ask("SELECT 1")).isEqualTo("1");
    awaitBackends(1);
  }

  @Test
  void cancelAndAbortOfNothingAreHarmless() throws Exception {
    writer.cancel();
    writer.abort();
    String pid = ask(PID);
    writer.cancel();
    writer.abort();
    assertThat(ask(PID)).isEqualTo(pid);
  }

  @Test
  void itIsOpenedAgainAfterItsBackendWasTerminated() throws Exception {
    String pid = ask(PID);
    terminate(pid);

    assertThat(catchThrowable(() -> ask(PID)))
        .as("at once, it is not known yet")
        .isInstanceOf(SQLException.class);
    assertThat(ask(PID)).isNotEqualTo(pid);
  }

  @Test
  void aConnectionLostAfterItsWorkIsAFaultThoughTheWorkSucceeded() throws Exception {
    assertThatThrownBy(
            () ->
                writer.transact(
                    connection -> {
                      String pid = ask(connection, PID);
                      terminate(pid);
                      return pid;
                    }))
        .isInstanceOf(SQLException.class)
        .extracting(fault -> ((SQLException) fault).getSQLState())
        .isEqualTo("08006");
    assertThat(ask("SELECT 1")).isEqualTo("1");
  }

  @Test
  void anOldConnectionIsReplacedOnlyWhenItIsRetired() throws Exception {
    try (WriterConnection timed = timed()) {
      assertThat(timed.retire()).as("nothing to retire").isFalse();
      String pid = timed.transact(connection -> ask(connection, PID));
      assertThat(timed.retire()).as("not old").isFalse();
      nanos.addAndGet(Duration.ofMinutes(31).toNanos());

      assertThat(timed.<String>transact(connection -> ask(connection, PID))).isEqualTo(pid);
      assertThat(timed.retire()).isTrue();
      assertThat(timed.<String>transact(connection -> ask(connection, PID))).isNotEqualTo(pid);
      awaitBackends(1);
    }
  }

  @Test
  void theSessionsSettingsOutliveARollback() throws Exception {
    connections.prefer("pg_catalog");
    for (int transaction = 0; transaction < 2; transaction++) {
      assertThat(ask("SHOW client_connection_check_interval")).isEqualTo("2s");
      assertThat(ask("SHOW search_path")).startsWith("pg_catalog,");
    }
  }

  @Test
  void warningsOfATransactionAreNotThoseOfTheNext() throws Exception {
    execute(
        observer,
        """
        CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING 'something'; RETURN NEW; END $$;
        CREATE TRIGGER warn BEFORE INSERT ON readings FOR EACH STATEMENT EXECUTE FUNCTION warn()""");
    boolean warned =
        writer.transact(
            connection -> {
              connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY).endCopy();
              return connection.getWarnings() != null;
            });
    boolean stillWarned = writer.transact(connection -> connection.getWarnings() != null);
    assertThat(List.of(warned, stillWarned)).containsExactly(true, false);
  }

  @Test
  void onceItIsClosedItOpensNothing() throws Exception {
    ask("SELECT 1");
    writer.close();
    awaitBackends(0);
    assertThatThrownBy(() -> ask("SELECT 1")).isInstanceOf(IllegalStateException.class);
  }

  private Login login() {
    return new Login(
        DatabaseAddress.of(
            database.jdbcUrl(),
            database.user(),
            database.password().map(it -> Map.of("DATABASE_PASSWORD", it)).orElse(Map.of())));
  }

  /** One whose clock is the test's. */
  private WriterConnection timed() {
    Properties properties = DatabasePool.writerProperties(login().address(), false);
    return new WriterConnection(new LoginSource(login(), properties), nanos::get);
  }

  private CompletableFuture<Void> start(WriterConnection on, String sql) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            on.transact(connection -> execute(connection, sql));
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static SQLException faultOf(CompletableFuture<Void> work) {
    Throwable thrown = catchThrowable(() -> work.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS));
    assertThat(thrown).isInstanceOf(ExecutionException.class);
    return Causes.of(thrown)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private void commit(String sql) throws SQLException {
    writer.transact(
        connection -> {
          boolean executed = execute(connection, sql);
          connection.commit();
          return executed;
        });
  }

  private String ask(String query) throws SQLException {
    return writer.transact(connection -> ask(connection, query));
  }

  private static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  private void terminate(String pid) throws SQLException {
    ask(observer, "SELECT pg_terminate_backend(" + pid + ", 10000)");
  }

  private int rows() throws SQLException {
    return Integer.parseInt(ask(observer, "SELECT count(*) FROM readings"));
  }

  private void awaitNoTransaction() {
    await()
        .atMost(TIMEOUT)
        .until(() -> backends("state <> 'idle' OR xact_start IS NOT NULL"), count -> count == 0);
  }

  private void awaitWaiting(int backends) {
    await()
        .atMost(TIMEOUT)
        .until(() -> backends("wait_event_type = 'Lock'"), count -> count == backends);
  }

  private void awaitBackends(int expected) {
    await().atMost(TIMEOUT).until(() -> backends("true"), count -> count == expected);
  }

  /** Those of writers in this database. */
  private int backends(String condition) throws SQLException {
    return Integer.parseInt(
        ask(
            observer,
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = '%s' AND (%s)"""
                .formatted(DatabasePool.APPLICATION_NAME, condition)));
  }

  private static boolean fail(Throwable fault) throws SQLException {
    if (fault instanceof SQLException ofDatabase) {
      throw ofDatabase;
    }
    if (fault instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    throw (Error) fault;
  }
}
