package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Program;
import java.util.List;

/**
 * An outage is told in one line at its begin and one at its end, however often it was tried
 * meanwhile.
 */
final class OneLinePerOutage {

  private final Program program;
  private final String server;
  private final long linesBefore;

  /**
   * From now on.
   *
   * @param server as the log calls it: {@code database} or {@code broker}
   */
  OneLinePerOutage(Program program, String server) {
    this.program = program;
    this.server = server;
    this.linesBefore = program.log().lines().count();
  }

  /** Waits for the line that tells of the end, and looks at all that was said meanwhile. */
  void holds() {
    await().atMost(Program.LONG).until(() -> lines().size() >= 2);
    assertThat(lines())
        .as("what was logged above DEBUG since before the outage, in %s", program.process().log())
        .satisfiesExactly(
            line -> assertThat(line).contains(" WARN ", server + ": not usable"),
            line -> assertThat(line).contains(" INFO ", server + ": usable again after"));
  }

  private List<String> lines() {
    return program
        .log()
        .lines()
        .skip(linesBefore)
        .filter(line -> !isAnEventOfItsOwn(line))
        .toList();
  }

  /** What it is assigned; a batch whose commit had no answer, and which was found to be there. */
  private static boolean isAnEventOfItsOwn(String line) {
    return line.contains(" INFO  PollLoop - ")
        || (line.contains(" INFO  Writer - batch of ") && line.contains("its offsets have moved"));
  }
}
