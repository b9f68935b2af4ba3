package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.testing.Program;
import java.io.IOException;

/** An outage takes no partition away: nothing is revoked or lost. */
final class StaysInItsGroup {

  private static final String REBALANCES = "geostream_rebalances_total";

  private final Program consumer;
  private final double before;

  /** From now on. */
  StaysInItsGroup(Program consumer) throws IOException, InterruptedException {
    this.consumer = consumer;
    this.before = consumer.metric(REBALANCES);
  }

  void holds() throws IOException, InterruptedException {
    assertThat(consumer.metric(REBALANCES))
        .as("times that partitions came or went, in %s", consumer.process().log())
        .isEqualTo(before);
  }
}
