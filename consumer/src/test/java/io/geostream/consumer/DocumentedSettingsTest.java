package io.geostream.consumer;

import io.geostream.common.settings.ConfigurationTable;
import io.geostream.common.testing.DocumentSection;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class DocumentedSettingsTest {

  @Test
  void theSettingsAreDocumentedAsTheyAre() throws IOException {
    DocumentSection.of("docs/configuration.md", "consumer")
        .assertIs(ConfigurationTable.own(ConsumerCommand.commandLine(Map.of()).getCommandSpec()));
  }

  @Test
  void theSettingsOfTheOffsetToolsAreDocumentedAsTheyAre() throws IOException {
    CommandLine program = ConsumerCommand.commandLine(Map.of());
    CommandSpec reset =
        program
            .parseArgs("offsets", "reset", "--to", "latest")
            .subcommand()
            .subcommand()
            .commandSpec();
    DocumentSection.of("docs/configuration.md", "offsets reset")
        .assertIs(ConfigurationTable.beyond(program.getCommandSpec(), reset));
  }

  @Test
  void theSettingsOfTheToolsForDeadLettersAreDocumentedAsTheyAre() throws IOException {
    for (String name : List.of("list", "replay")) {
      CommandSpec tool =
          ConsumerCommand.commandLine(Map.of())
              .parseArgs("dead-letters", name)
              .subcommand()
              .subcommand()
              .commandSpec();
      DocumentSection.of("docs/configuration.md", "dead-letters " + name)
          .assertIs(ConfigurationTable.own(tool));
    }
  }
}
