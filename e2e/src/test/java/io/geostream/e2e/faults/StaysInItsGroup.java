package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Program;

/** An outage takes no partition away: nothing is revoked or lost, and nobody is fenced for it. */
final class StaysInItsGroup {

  private final Program consumer;
  private final long linesBefore;

  /** From now on. */
  StaysInItsGroup(Program consumer) {
    this.consumer = consumer;
    this.linesBefore = consumer.log().lines().count();
  }

  void holds() {
    assertThat(consumer.process().isAlive()).as(consumer.log()).isTrue();
    assertThat(consumer.log().lines().skip(linesBefore))
        .as("what was logged since before the outage, in %s", consumer.process().log())
        .noneMatch(
            line ->
                line.contains(" revoked ") || line.contains(" lost ") || line.contains("assigned"));
  }
}
