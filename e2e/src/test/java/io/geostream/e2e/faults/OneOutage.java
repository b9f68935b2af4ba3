package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.stack.testing.Program;
import java.io.IOException;

/** An outage counts once, however often it was tried meanwhile, and is that of one server. */
final class OneOutage {

  private static final String OUTAGES = "geostream_outages_total";

  private final Program program;
  private final String server;
  private final double before;
  private final double beforeOfAll;

  /**
   * From now on.
   *
   * @param server {@code database} or {@code broker}
   */
  OneOutage(Program program, String server) throws IOException, InterruptedException {
    this.program = program;
    this.server = server;
    this.before = program.metrics().sum(OUTAGES, server);
    this.beforeOfAll = program.metric(OUTAGES);
  }

  /** Waits for its end. */
  void holds() throws IOException, InterruptedException {
    await().atMost(Program.LONG).until(() -> program.metric("geostream_outage_active") == 0);
    assertThat(program.metrics().sum(OUTAGES, server))
        .as("outages of the %s", server)
        .isEqualTo(before + 1);
    assertThat(program.metric(OUTAGES)).as("outages of all servers").isEqualTo(beforeOfAll + 1);
    assertThat(program.err()).as("errors").isEmpty();
  }
}
