package io.geostream.consumer.database;

import static io.geostream.consumer.database.Statements.ask;
import static io.geostream.consumer.database.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** What a writer may rely on for as long as its connection lives. */
final class WriterConnectionIT {

  private static final String COPY = "COPY readings FROM STDIN";
  private static final String PID = "SELECT pg_backend_pid()";

  private final AtomicLong nanos = new AtomicLong();

  @AutoClose private final WriterScene scene = new WriterScene();

  WriterConnectionIT() throws SQLException {}

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
  void anOldConnectionIsReplacedOnlyWhenItIsRetired() throws Exception {
    try (WriterConnection timed = timed()) {
      assertThat(timed.retire()).as("nothing to retire").isFalse();
      String pid = timed.transact(connection -> ask(connection, PID));
      assertThat(timed.retire()).as("not old").isFalse();
      nanos.addAndGet(Duration.ofMinutes(31).toNanos());

      assertThat(timed.<String>transact(connection -> ask(connection, PID))).isEqualTo(pid);
      assertThat(timed.retire()).isTrue();
      assertThat(timed.<String>transact(connection -> ask(connection, PID))).isNotEqualTo(pid);
      scene.awaitBackends(1);
    }
  }

  @Test
  void theSessionsSettingsOutliveARollback() throws Exception {
    for (int transaction = 0; transaction < 2; transaction++) {
      assertThat(scene.ask("SHOW client_connection_check_interval")).isEqualTo("2s");
    }
  }

  @Test
  void warningsOfATransactionAreNotThoseOfTheNext() throws Exception {
    execute(
        scene.observer,
        """
        CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING 'something'; RETURN NEW; END $$;
        CREATE TRIGGER warn BEFORE INSERT ON readings FOR EACH STATEMENT EXECUTE FUNCTION warn()""");
    boolean warned =
        scene.writer.transact(
            connection -> {
              connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY).endCopy();
              return connection.getWarnings() != null;
            });
    boolean stillWarned = scene.writer.transact(connection -> connection.getWarnings() != null);
    assertThat(List.of(warned, stillWarned)).containsExactly(true, false);
  }

  @Test
  void onceItIsClosedItOpensNothing() throws Exception {
    scene.ask("SELECT 1");
    scene.writer.close();
    scene.awaitBackends(0);
    assertThatThrownBy(() -> scene.ask("SELECT 1")).isInstanceOf(IllegalStateException.class);
  }

  /** One whose clock is the test's. */
  private WriterConnection timed() {
    Login login = TestLogin.to(scene.database);
    Properties properties = DatabasePool.writerProperties(login.address(), false);
    return new WriterConnection(new LoginSource(login, properties), nanos::get);
  }
}
