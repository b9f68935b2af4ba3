package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Sql;
import io.geostream.stack.testing.Program;
import java.time.Duration;

/**
 * Once the database is back, all partitions go on within five seconds, whichever member has them.
 * Readings of each have to be waiting.
 */
final class EachPartitionAtWork {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private static final String GOING_ON =
      "SELECT count(*) FROM kafka_offsets WHERE updated_at >= pg_postmaster_start_time()";

  private final Sql sql;
  private final int partitions;
  private final Tally.Line tally;

  EachPartitionAtWork(Sql sql, int partitions, Tally.Line tally) {
    this.sql = sql;
    this.partitions = partitions;
    this.tally = tally;
  }

  /** Counts from now, when the server, which was started just before, takes connections. */
  void soon() {
    long begin = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(Program.LONG)
        .until(() -> sql.number(GOING_ON) == partitions);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    tally.backAtWork(took);
    assertThat(took).as("until each partition went on").isLessThan(LIMIT);
  }
}
