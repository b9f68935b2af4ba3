package io.geostream.common.settings;

import io.geostream.common.testing.DocumentSection;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentedSettingsTest {

  @Test
  void theCommonSettingsAreDocumentedAsTheyAre() throws IOException {
    DocumentSection.of("docs/configuration.md", "common")
        .assertIs(
            ConfigurationTable.common(
                CommandLineFactory.create(new ProbeCommand(), Map.of()).getCommandSpec()));
  }
}
