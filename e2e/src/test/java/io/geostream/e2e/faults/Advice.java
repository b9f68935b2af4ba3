package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The commands that a consumer ends with when the log is not the one that it read: each can be run
 * as it stands.
 *
 * @param commands their words after {@code consumer.jar}
 */
record Advice(Pipeline pipeline, List<List<String>> commands) {

  private static final Pattern COMMAND = Pattern.compile("consumer\\.jar (offsets .*?) --execute");

  /** Of the line on stderr; there has to be one. */
  static Advice in(String error, Pipeline pipeline) {
    List<List<String>> commands =
        COMMAND
            .matcher(error)
            .results()
            .map(found -> List.of(found.group(1).split(" ", -1)))
            .toList();
    assertThat(commands).as("commands in: %s", error).isNotEmpty();
    return new Advice(pipeline, commands);
  }

  /** Each of them would do something, said without doing it. */
  Advice works() {
    for (int number = 0; number < commands.size(); number++) {
      run("dry-run-" + number, commands.get(number));
    }
    return this;
  }

  /** Does the last one: where there are two, it reads what the log has now instead. */
  void followed() {
    List<String> words = new ArrayList<>(commands.get(commands.size() - 1));
    words.add("--execute");
    run("advice", words);
  }

  private void run(String name, List<String> words) {
    try (Program reset = pipeline.command(name, words)) {
      assertThat(reset.process().waitFor(Program.LONG)).as("ends: %s", words).isTrue();
      assertThat(reset.process().exitCode()).as("%s: %s", words, reset.said()).hasValue(0);
    }
  }
}
