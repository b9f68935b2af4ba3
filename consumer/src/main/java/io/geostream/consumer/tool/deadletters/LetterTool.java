package io.geostream.consumer.tool.deadletters;

import io.geostream.common.daemon.Daemon;
import io.geostream.common.daemon.Logging;
import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.kafka.BrokerProbe;
import io.geostream.common.settings.KafkaSettings;
import io.geostream.consumer.kafka.ClientSettings;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** Runs a tool from its settings to its exit code, with what it says on stderr. */
final class LetterTool {

  private LetterTool() {}

  /** What a tool does. */
  interface Work {

    /**
     * Works until done or until a stop is requested.
     *
     * @throws ToolException a fault, told in one line
     * @throws IOException if the results cannot be printed
     */
    void run(LetterClients clients, StopSignal stop, Resources resources)
        throws ToolException, IOException;
  }

  /** Runs it; all settings are checked before it connects to anything. */
  static int run(SourceSettings source, Work work) {
    Logging.configureToStderr(source.logging());
    KafkaSettings kafka = source.kafka();
    Map<String, Object> admin = ClientSettings.admin(kafka);
    Map<String, Object> reader = ClientSettings.reader(kafka);
    return Daemon.run(
        (stop, resources) -> {
          try {
            work.run(LetterClients.open(admin, reader, stop, resources), stop, resources);
          } catch (KafkaException e) {
            throw ToolException.of(
                e, source.letters(), kafka.bootstrapServers(), BrokerProbe.of(admin));
          }
        });
  }
}
