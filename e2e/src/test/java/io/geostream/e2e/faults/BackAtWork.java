package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Sql;
import io.geostream.stack.testing.Program;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Once the server is back, new rows come within five seconds. Readings have to be waiting. */
final class BackAtWork {

  static final Duration LIMIT = Duration.ofSeconds(5);

  private final Sql sql;
  private final Tally.Line tally;

  BackAtWork(Sql sql, Tally.Line tally) {
    this.sql = sql;
    this.tally = tally;
  }

  /** Counts from now, when the server takes connections, to the first new row. */
  void soon() throws Exception {
    within(LIMIT);
  }

  /** Counts from now to the first new row, where it takes longer for a good reason. */
  void within(Duration limit) throws Exception {
    within(() -> limit);
  }

  /** The same where only the outage shows whether there was a good reason. */
  void within(Callable<Duration> limit) throws Exception {
    long begin = System.nanoTime();
    long before = sql.readings();
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(Program.LONG)
        .until(() -> sql.readings() > before);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    tally.backAtWork(took);
    assertThat(took).as("until the first new row").isLessThan(limit.call());
  }
}
