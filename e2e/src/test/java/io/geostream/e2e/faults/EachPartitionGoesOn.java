package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Sql;
import io.geostream.stack.testing.Program;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * After the leaders of some partitions have gone, readings of each partition are written again
 * within a time. Readings of each have to come in.
 */
final class EachPartitionGoesOn {

  /** What was read before the fault is written by then, and no new leader is elected yet. */
  private static final Duration IN_HAND = Duration.ofSeconds(2);

  private final Sql sql;
  private final Tally.Line tally;
  private final long began = System.nanoTime();

  /** Counts from now, when the leaders have just gone. */
  EachPartitionGoesOn(Sql sql, Tally.Line tally) {
    this.sql = sql;
    this.tally = tally;
  }

  /** Waits until each partition has gone on. */
  void within(Duration limit) throws SQLException {
    Scenario.pass(IN_HAND);
    Map<String, Long> before = stored();
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(Program.LONG)
        .untilAsserted(
            () ->
                assertThat(stored())
                    .allSatisfy(
                        (partition, next) ->
                            assertThat(next)
                                .as("stored offset of partition %s", partition)
                                .isGreaterThan(before.getOrDefault(partition, 0L))));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    tally.backAtWork(took);
    assertThat(took).as("until each partition went on").isLessThan(limit);
  }

  private Map<String, Long> stored() throws SQLException {
    Map<String, Long> next = new HashMap<>();
    for (String row : sql.rows("SELECT partition, next_offset FROM kafka_offsets")) {
      String[] columns = row.split(" ", -1);
      next.put(columns[0], Long.valueOf(columns[1]));
    }
    return next;
  }
}
