package io.geostream.consumer.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.tool.offsets.OffsetsCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

final class ResetAdviceTest {

  @Test
  void isACommandThatTheToolTakesAsItIsMeant() throws Exception {
    ParseResult reset = parsed(ResetAdvice.in(key("it's a group; $HOME"), List.of(3, 5), "stored"));
    assertThat(reset.commandSpec().name()).isEqualTo("reset");
    assertThat(reset.<String>matchedOptionValue("--topic", "")).isEqualTo("readings");
    assertThat(reset.<String>matchedOptionValue("--group", "")).isEqualTo("it's a group; $HOME");
    assertThat(reset.<String>matchedOptionValue("--to", "")).isEqualTo("stored");
    assertThat(reset.matchedOptionValue("--partition", List.of())).isEqualTo(List.of(3, 5));
    assertThat(reset.hasMatchedOption("--execute")).isTrue();
  }

  @Test
  void quotesOnlyWhatAShellWouldTakeApart() {
    assertThat(ResetAdvice.everywhere(key("my-group"), "earliest"))
        .isEqualTo(
            "consumer.jar offsets reset --topic readings --group my-group --to earliest --execute");
  }

  private static OffsetKey key(String group) {
    return new OffsetKey(group, "cluster", "readings", Uuid.randomUuid());
  }

  private static ParseResult parsed(String command) throws Exception {
    List<String> words = words(command);
    assertThat(words).startsWith("consumer.jar", "offsets");
    return OffsetsCommand.create(Map.of())
        .parseArgs(words.subList(2, words.size()).toArray(String[]::new))
        .subcommand();
  }

  /** As a shell takes them apart. */
  private static List<String> words(String command) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", "printf '%s\\n' " + command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    return words.lines().toList();
  }
}
