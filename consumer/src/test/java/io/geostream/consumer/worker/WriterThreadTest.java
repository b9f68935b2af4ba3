package io.geostream.consumer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.daemon.Outage;
import io.geostream.common.daemon.StopSignal;
import io.geostream.consumer.batch.BatchPool;
import io.geostream.consumer.database.WriterConnection;
import io.geostream.consumer.deadletter.DeadLetterLimit;
import io.geostream.consumer.metrics.BatchMetrics;
import io.geostream.consumer.write.Backoff;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.Test;

/** How a writer thread works and ends. */
final class WriterThreadTest {

  private final Mailbox mailbox = new Mailbox(new WaitingBatches(Duration.ZERO), () -> 0);
  private final FakeStore store = new FakeStore();
  private final StopSignal stop = new StopSignal();
  private final Heartbeat heartbeat = new Heartbeat("write-0");
  private final WriterConnection connection = new WriterConnection(noServer(), () -> 0);
  private RuntimeException lettersFault = new IllegalStateException("a defect");

  private static DataSource noServer() {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              throw new SQLException("no server", "08001");
            });
  }

  private void run() {
    BatchMetrics metrics =
        new BatchMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> 0);
    Outage database = new Outage("database", () -> 0);
    Outage broker = new Outage("broker", () -> 0);
    BatchWriter policy =
        new BatchWriter(
            mailbox,
            new WorkInHand(mailbox, new BatchPool(TestBatches.LIMITS)),
            new KnownOffsets(() -> 0),
            new Failures(database, broker, new Backoff(() -> 0), metrics),
            new Outcomes(mailbox, new DeadLetterLimit(0), metrics));
    Letters letters =
        unsent -> {
          throw lettersFault;
        };
    CommandExecutor executor =
        new CommandExecutor(mailbox, store, letters, new TopicGuard(() -> {}, () -> 0));
    new WriterThread(policy, executor, mailbox, connection, new Life(stop, heartbeat)).run();
  }

  private void requireEnded() {
    assertThat(heartbeat.problem()).isEqualTo("has ended");
    assertThat(mailbox.isDone()).isTrue();
    assertThatThrownBy(() -> connection.transact(own -> 0))
        .as("the connection is closed")
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void writesWhatWaitsAndEndsOnceTheMailboxIsClosed() {
    mailbox.offer(TestBatches.rows(0, 0, 5));
    mailbox.offer(TestBatches.rows(0, 5, 7));
    mailbox.close();
    run();
    assertThat(store.asked).containsExactly("write 5 false", "write 2 false");
    assertThat(stop.isRequested()).isFalse();
    requireEnded();
  }

  @Test
  void aFaultThatWaitingDoesNotMendStopsTheDaemon() {
    store.fault = new SQLException("no such table", "42P01");
    mailbox.request(new Work.LoadPositions(0, Set.of(0)));
    mailbox.offer(TestBatches.rows(0, 0, 5));
    run();
    assertThat(stop.fault()).isSameAs(store.fault);
    requireEnded();
  }

  @Test
  void aDefectStopsTheDaemon() {
    mailbox.offer(TestBatches.lettersAndRows(0, 0, 1, 1));
    store.refused = Optional.of(new TreeMap<>());
    run();
    assertThat(stop.fault()).isSameAs(lettersFault);
    requireEnded();
  }

  @Test
  void anInterruptionIsNoFault() {
    mailbox.offer(TestBatches.lettersAndRows(0, 0, 1, 1));
    store.refused = Optional.of(new TreeMap<>());
    lettersFault = new InterruptException("closed by force");
    run();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(stop.isRequested()).isFalse();
    requireEnded();
  }
}
