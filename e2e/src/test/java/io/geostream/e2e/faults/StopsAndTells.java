package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Program;
import java.util.List;

/**
 * What waiting does not mend ends a consumer: by itself, with exit code 1, and in one line that
 * tells a person what it is.
 */
final class StopsAndTells {

  private static final int FAULT = 1;

  private final Program consumer;

  StopsAndTells(Program consumer) {
    this.consumer = consumer;
  }

  /** Waits for the end, and gives the line, which has to contain these. */
  String why(String... words) {
    assertThat(consumer.process().waitFor(Program.LONG))
        .as("still running:%n%s", consumer.log())
        .isTrue();
    assertThat(consumer.process().exitCode()).as(consumer.log()).hasValue(FAULT);
    List<String> lines = consumer.log().lines().toList();
    assertThat(lines.stream().filter(line -> line.contains(" ERROR ")))
        .as("errors in %s", consumer.process().log())
        .singleElement()
        .satisfies(line -> assertThat(line).contains(words));
    String last = lines.get(lines.size() - 1);
    assertThat(last).as("the last line").contains(" ERROR ");
    return last;
  }
}
