package io.geostream.consumer.database;

import static io.geostream.consumer.database.Statements.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.geostream.common.daemon.Causes;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A writer is cancelled and cut from outside: its work under way ends, and no other. */
final class WriterCancelIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String INSERT = "INSERT INTO readings VALUES (1)";
  private static final String SLEEP = "SELECT pg_sleep(60)";
  private static final String PID = "SELECT pg_backend_pid()";

  @AutoClose private final WriterScene scene = new WriterScene();

  WriterCancelIT() throws SQLException {}

  @Test
  void aCancelEndsTheWorkOfItsConnectionOnly() throws Exception {
    try (WriterConnection other = scene.connections.make();
        Connection locking = scene.database.connect()) {
      locking.setAutoCommit(false);
      execute(locking, "LOCK TABLE readings");
      CompletableFuture<Void> waiting = start(other, INSERT);
      CompletableFuture<Void> cancelled = start(scene.writer, INSERT);
      scene.awaitWaiting(2);

      scene.writer.cancel();

      assertThat(faultOf(cancelled).getSQLState()).isEqualTo("57014");
      assertThat(waiting).isNotDone();
      locking.commit();
      waiting.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void aCancelHitsNothingThatBeginsAfterIt() throws Exception {
    for (int round = 0; round < 200; round++) {
      CompletableFuture<Void> cancel = CompletableFuture.runAsync(scene.writer::cancel);
      try {
        scene.ask("SELECT pg_sleep(0.002)");
      } catch (SQLException e) {
        assertThat(e.getSQLState()).isEqualTo("57014");
      }
      cancel.get();
      scene.ask("SELECT pg_sleep(0.004)");
    }
  }

  @Test
  void anAbortIsATimeoutForTheWorkUnderWay() throws Exception {
    CompletableFuture<Void> aborted = start(scene.writer, SLEEP);
    await().atMost(TIMEOUT).until(() -> scene.writer.busy() != null);

    scene.writer.abort();

    SQLException fault = faultOf(aborted);
    assertThat(fault.getSQLState()).isEqualTo("08006");
    assertThat(fault.getCause()).isInstanceOf(SocketTimeoutException.class);
    assertThat(scene.ask("SELECT 1")).isEqualTo("1");
    scene.awaitBackends(1);
  }

  @Test
  void anAbortOfATransactionThatIsOverLeavesTheNextOneAlone() throws Exception {
    AtomicReference<BusyBackend> earlier = new AtomicReference<>();
    scene.writer.transact(connection -> earlier.getAndSet(scene.writer.busy()));
    String pid =
        scene.writer.transact(
            connection -> {
              scene.writer.abort(Objects.requireNonNull(earlier.get()));
              return Statements.ask(connection, PID);
            });
    assertThat(scene.ask(PID)).isEqualTo(pid);
  }

  @Test
  void cancelAndAbortOfNothingAreHarmless() throws Exception {
    scene.writer.cancel();
    scene.writer.abort();
    String pid = scene.ask(PID);
    scene.writer.cancel();
    scene.writer.abort();
    assertThat(scene.ask(PID)).isEqualTo(pid);
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
}
