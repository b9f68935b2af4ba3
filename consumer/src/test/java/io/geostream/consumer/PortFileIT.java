package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.testing.SilentServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port file that cannot be written is a setting that cannot be used. */
final class PortFileIT {

  @TempDir Path folder;

  @Test
  void oneThatCannotBeWrittenIsExitCode2AndOneLineBeforeAnythingConnects() throws Exception {
    String file = folder.resolve("no-such-folder").resolve("port").toString();
    try (SilentServer broker = new SilentServer();
        SilentServer database = new SilentServer()) {
      Tool refused =
          Tool.run(
              folder,
              List.of(
                  "--bootstrap-servers",
                  broker.address(),
                  "--database-url",
                  "jdbc:postgresql://" + database.address() + "/timeseries",
                  "--http-port",
                  "0",
                  "--http-port-file",
                  file));

      assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(2);
      assertThat(refused.err()).singleElement().asString().contains("--http-port-file", file);
      assertThat(broker.wasAsked()).isFalse();
      assertThat(database.wasAsked()).isFalse();
    }
  }
}
