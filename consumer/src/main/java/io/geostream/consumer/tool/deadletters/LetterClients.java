package io.geostream.consumer.tool.deadletters;

import io.geostream.common.daemon.Causes;
import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.kafka.BrokerProbe;
import io.geostream.common.kafka.Clients;
import io.geostream.common.kafka.KafkaFaults;
import io.geostream.common.settings.KafkaSettings;
import io.geostream.consumer.kafka.ClientSettings;
import io.geostream.consumer.kafka.PolledBytes;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.tool.ToolException;
import io.geostream.consumer.tool.ToolRun;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;

/** What a tool asks and reads the brokers with. */
record LetterClients(Topics topics, LogReader reader) {

  /** What a tool does with them. */
  interface Work {

    /**
     * Works until done or until a stop is requested.
     *
     * @throws ToolException a fault
     * @throws IOException if the results cannot be printed
     */
    void run(LetterClients clients, StopSignal stop, Resources resources) throws IOException;
  }

  /**
   * Runs a tool; all settings are checked before it connects to anything.
   *
   * @return the exit code
   */
  static int run(SourceSettings source, Work work) {
    KafkaSettings kafka = source.kafka();
    String letters = source.letters();
    Map<String, Object> reader = ClientSettings.reader(kafka);
    return ToolRun.run(
        source.logging(),
        kafka,
        (admin, stop, resources) -> work.run(open(admin, reader, stop, resources), stop, resources),
        (fault, probe) -> explained(fault, letters, kafka.bootstrapServers(), probe));
  }

  static LetterClients open(
      Admin admin, Map<String, Object> readerSettings, StopSignal stop, Resources resources) {
    PolledBytes polled = new PolledBytes();
    Consumer<byte[], byte[]> consumer =
        Clients.make(
            readerSettings,
            settings -> new KafkaConsumer<>(settings, polled.keys(), polled.values()));
    resources.add(() -> consumer.close(CloseOptions.timeout(ToolRun.CLOSE)));
    return new LetterClients(
        new Topics(admin, ToolRun.TIMEOUT),
        new LogReader(consumer, polled, stop, System::nanoTime));
  }

  private static ToolException explained(
      KafkaException fault, String letters, String servers, BrokerProbe probe) {
    if (Causes.any(fault, ApplicationRecoverableException.class::isInstance)) {
      return new ToolException(
          "another replay of the letters in "
              + letters
              + " has begun, or this one stood still for too long: what it had not committed does not"
              + " count, and is left to the other one or to the next",
          fault);
    }
    if (Causes.any(fault, KafkaFaults::isPassing)) {
      return new ToolException(
          "the brokers (" + servers + ") do not answer: " + probe.explain(fault), fault);
    }
    return new ToolException("the brokers (" + servers + ") refuse", fault);
  }

  LetterSource letters(String topic) {
    return new LetterSource(topics, reader, topic);
  }
}
