package io.geostream.consumer;

import io.geostream.common.settings.ConfigurationTable;
import io.geostream.common.testing.DocumentSection;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class DocumentedSettingsTest {

  @Test
  void theSettingsAreDocumentedAsTheyAre() throws IOException {
    DocumentSection.of("docs/configuration.md", "consumer")
        .assertIs(ConfigurationTable.own(ConsumerCommand.commandLine(Map.of()).getCommandSpec()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "offsets reset --to latest",
        "dead-letters list",
        "dead-letters replay",
        "mapping infer",
        "mapping try FILE"
      })
  void theSettingsOfTheToolsAreDocumentedAsTheyAre(String arguments) throws IOException {
    CommandLine program = ConsumerCommand.commandLine(Map.of());
    List<String> words = List.of(arguments.split(" "));
    CommandSpec tool =
        program.parseArgs(words.toArray(String[]::new)).subcommand().subcommand().commandSpec();
    DocumentSection.of("docs/configuration.md", words.get(0) + " " + words.get(1))
        .assertIs(ConfigurationTable.beyond(program.getCommandSpec(), tool));
  }
}
