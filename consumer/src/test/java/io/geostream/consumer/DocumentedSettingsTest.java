package io.geostream.consumer;

import io.geostream.common.settings.ConfigurationTable;
import io.geostream.common.testing.DocumentSection;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentedSettingsTest {

  @Test
  void theSettingsAreDocumentedAsTheyAre() throws IOException {
    DocumentSection.of("docs/configuration.md", "consumer")
        .assertIs(ConfigurationTable.own(ConsumerCommand.commandLine(Map.of()).getCommandSpec()));
  }
}
