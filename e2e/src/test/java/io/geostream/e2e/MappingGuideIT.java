package io.geostream.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.ChildJvm;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.QuickStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the guide in docs/mapping.md print what it says. */
class MappingGuideIT {

  private static final Path DOCUMENT = Path.of("..", "docs", "mapping.md");
  private static final Example DEVICE = new Example(Path.of("..", "examples", "device"));
  private static final String LEFT_OUT = "…";

  @TempDir Path folder;

  @Test
  void aMappingIsInferredFromTheMessages() throws IOException {
    assertPrints("infer", "--samples", DEVICE.messages());
  }

  @Test
  void theMappingIsChecked() throws IOException {
    assertPrints("check", DEVICE.mapping());
  }

  @Test
  void theMessagesAreTried() throws IOException {
    assertPrints("try", DEVICE.mapping(), "--samples", DEVICE.messages());
  }

  private void assertPrints(String command, String first, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("mapping", command, first));
    arguments.addAll(List.of(more));
    try (Program program =
        Program.of(
            ChildJvm.startJar(
                command,
                Jars.CONSUMER,
                QuickStart.options("256m", Jars.CONSUMER),
                arguments,
                variables(),
                folder))) {
      String printed = program.succeeds().out().replace(DEVICE.messages(), "messages.ndjson");
      assertThat(printed.lines().toList()).containsSubsequence(documented(command));
    }
  }

  /** Those that are set at the guide's beginning. */
  private static Map<String, String> variables() throws IOException {
    String first =
        Files.readAllLines(DOCUMENT).stream()
            .filter(it -> it.startsWith("export "))
            .findFirst()
            .orElseThrow();
    return Stream.of(first.split(" "))
        .skip(1)
        .map(it -> it.split("=", 2))
        .collect(Collectors.toMap(it -> it[0], it -> it[1]));
  }

  private static List<String> documented(String command) throws IOException {
    Matcher block =
        Pattern.compile("<!-- prints: " + command + " -->\\n```\\w*\\n(.*?)\\n```", Pattern.DOTALL)
            .matcher(Files.readString(DOCUMENT));
    assertThat(block.find()).as("what %s prints, in %s", command, DOCUMENT).isTrue();
    return block.group(1).lines().filter(line -> !line.equals(LEFT_OUT)).toList();
  }
}
