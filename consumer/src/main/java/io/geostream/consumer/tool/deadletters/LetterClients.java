package io.geostream.consumer.tool.deadletters;

import io.geostream.common.daemon.Causes;
import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.kafka.BrokerProbe;
import io.geostream.common.kafka.Clients;
import io.geostream.common.kafka.KafkaFaults;
import io.geostream.common.progress.ProgressReport;
import io.geostream.common.settings.KafkaSettings;
import io.geostream.consumer.kafka.ClientSettings;
import io.geostream.consumer.kafka.PolledBytes;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.tool.ToolException;
import io.geostream.consumer.tool.ToolRun;
import io.geostream.consumer.tool.log.LogReader;
import io.geostream.consumer.tool.log.Span;
import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a tool asks and reads the brokers with. */
record LetterClients(Topics topics, LogReader reader) {

  private static final Logger log = LoggerFactory.getLogger(LetterClients.class);

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
   * @param reports where progress is shown
   * @return the exit code
   */
  static int run(SourceSettings source, ProgressReport.Factory reports, Work work) {
    KafkaSettings kafka = source.kafka();
    String letters = source.letters();
    Map<String, Object> reader = ClientSettings.reader(kafka);
    return ToolRun.run(
        source.logging(),
        kafka,
        (admin, stop, resources) ->
            work.run(open(admin, reader, reports, stop, resources), stop, resources),
        (fault, probe) -> explained(fault, letters, kafka.bootstrapServers(), probe));
  }

  static LetterClients open(
      Admin admin,
      Map<String, Object> readerSettings,
      ProgressReport.Factory reports,
      StopSignal stop,
      Resources resources) {
    PolledBytes polled = new PolledBytes();
    Consumer<byte[], byte[]> consumer =
        Clients.make(
            readerSettings,
            settings -> new KafkaConsumer<>(settings, polled.keys(), polled.values()));
    resources.add(() -> consumer.close(CloseOptions.timeout(ToolRun.CLOSE)));
    return new LetterClients(
        new Topics(admin, ToolRun.TIMEOUT),
        new LogReader(consumer, polled, stop, System::nanoTime, reports));
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

  /** The topic of letters; null if it does not exist, which is logged. */
  @Nullable TopicInfo find(String letters) {
    TopicInfo info = topics.describe(letters);
    if (info == null) {
      log.info("no letters: there is no topic {}; the first letter makes it", letters);
    }
    return info;
  }

  /**
   * Hands over the letters that the topic holds now and that pass the filter: partition after
   * partition, each in its order.
   *
   * @param visitor takes a letter, and returns whether it wants more
   * @param done what was done so far, for the progress on long work
   */
  void read(
      String letters,
      TopicInfo info,
      LetterFilter filter,
      Predicate<Letter> visitor,
      Supplier<String> done) {
    Map<Integer, Long> ends = topics.readableEndOffsets(letters, info.numbers());
    Map<Integer, Long> begins =
        filter.since() == null
            ? topics.firstOffsets(letters, info.numbers())
            : topics.offsetsSince(letters, info.numbers(), filter.since());
    reader.read(
        letters,
        Span.of(letters, begins, ends),
        "letters",
        record -> {
          Letter letter = Letter.of(record);
          return !filter.passes(letter) || visitor.test(letter);
        },
        done);
  }
}
