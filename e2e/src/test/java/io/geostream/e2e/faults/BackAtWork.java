package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Sql;
import io.geostream.stack.testing.Program;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Once the server is back, new readings are written within five seconds. Readings have to be
 * waiting.
 */
final class BackAtWork {

  static final Duration LIMIT = Duration.ofSeconds(5);

  private final Callable<Double> written;
  private final Tally.Line tally;

  private BackAtWork(Callable<Double> written, Tally.Line tally) {
    this.written = written;
    this.tally = tally;
  }

  /**
   * As this consumer counts what it has written: the table alone may show a commit that was under
   * way before the fault.
   */
  static BackAtWork of(Program consumer, Tally.Line tally) {
    return new BackAtWork(() -> consumer.metric("messages_processed_total"), tally);
  }

  /** As the table shows it, where any consumer may have written. */
  static BackAtWork ofAny(Sql sql, Tally.Line tally) {
    return new BackAtWork(() -> (double) sql.readings(), tally);
  }

  /** Counts from now, when the server takes connections, to the first new reading. */
  void soon() throws Exception {
    within(LIMIT);
  }

  /** Counts from now to the first new reading, where it takes longer for a good reason. */
  void within(Duration limit) throws Exception {
    within(() -> limit);
  }

  /** The same where only the outage shows whether there was a good reason. */
  void within(Callable<Duration> limit) throws Exception {
    long begin = System.nanoTime();
    double before = written.call();
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(Program.LONG)
        .until(() -> written.call() > before);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    tally.backAtWork(took);
    assertThat(took).as("until the first new reading").isLessThan(limit.call());
  }
}
