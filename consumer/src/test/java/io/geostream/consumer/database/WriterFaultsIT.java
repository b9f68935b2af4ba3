package io.geostream.consumer.database;

import static io.geostream.consumer.database.Statements.ask;
import static io.geostream.consumer.database.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No fault leaves a transaction open, or the writer without a connection. */
final class WriterFaultsIT {

  private static final String INSERT = "INSERT INTO readings VALUES (1)";
  private static final String PID = "SELECT pg_backend_pid()";

  @AutoClose private final WriterScene scene = new WriterScene();

  WriterFaultsIT() throws SQLException {}

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
                scene.writer.transact(
                    connection -> {
                      execute(connection, INSERT);
                      return fail(fault);
                    }))
        .isSameAs(fault);
    scene.awaitNoTransaction();
    assertThat(scene.writer.busy()).isNull();

    commit(INSERT);

    assertThat(scene.rows()).isOne();
    scene.awaitBackends(1);
  }

  @Test
  void workThatDoesNotCommitIsRolledBack() throws Exception {
    assertThat(scene.ask(INSERT + " RETURNING id")).isEqualTo("1");
    scene.awaitNoTransaction();
    assertThat(scene.rows()).isZero();
  }

  @Test
  void aTransactionThatTheServerEndedIsOverForTheClientToo() throws Exception {
    assertThatThrownBy(() -> scene.ask("SELECT 1 / 0")).isInstanceOf(SQLException.class);
    scene.awaitNoTransaction();
    assertThat(scene.ask("SELECT 1")).isEqualTo("1");
  }

  @Test
  void itIsOpenedAgainAfterItsBackendWasTerminated() throws Exception {
    String pid = scene.ask(PID);
    scene.terminate(pid);

    assertThat(catchThrowable(() -> scene.ask(PID)))
        .as("at once, it is not known yet")
        .isInstanceOf(SQLException.class);
    assertThat(scene.ask(PID)).isNotEqualTo(pid);
  }

  @Test
  void aConnectionLostAfterItsWorkIsAFaultThoughTheWorkSucceeded() throws Exception {
    assertThatThrownBy(
            () ->
                scene.writer.transact(
                    connection -> {
                      String pid = ask(connection, PID);
                      scene.terminate(pid);
                      return pid;
                    }))
        .isInstanceOf(SQLException.class)
        .extracting(fault -> ((SQLException) fault).getSQLState())
        .isEqualTo("08006");
    assertThat(scene.ask("SELECT 1")).isEqualTo("1");
  }

  private void commit(String sql) throws SQLException {
    scene.writer.transact(
        connection -> {
          boolean executed = execute(connection, sql);
          connection.commit();
          return executed;
        });
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
