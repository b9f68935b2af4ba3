package io.geostream.consumer.tool.mapping;

import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.kafka.Clients;
import io.geostream.common.progress.ProgressReport;
import io.geostream.common.settings.KafkaSettings;
import io.geostream.common.settings.LoggingSettings;
import io.geostream.consumer.kafka.ClientSettings;
import io.geostream.consumer.kafka.PolledBytes;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.tool.ToolException;
import io.geostream.consumer.tool.ToolRun;
import io.geostream.consumer.tool.log.LogReader;
import io.geostream.consumer.tool.log.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Reads the newest messages of each partition of a topic, in no group. */
final class NewestMessages {

  private static final long MOST = 1_000;

  private NewestMessages() {}

  /** What to do once they are read. */
  interface End {
    void run() throws IOException;
  }

  /**
   * Reads them; all settings are checked before it connects to anything.
   *
   * @return the exit code
   */
  static int read(
      String topic,
      KafkaSettings kafka,
      LoggingSettings logging,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> visitor,
      End end) {
    Map<String, Object> settings = ClientSettings.reader(kafka);
    return ToolRun.run(
        logging,
        kafka,
        (admin, stop, resources) -> {
          List<Span> newest = newest(topic, new Topics(admin, ToolRun.TIMEOUT));
          open(settings, stop, resources)
              .read(
                  topic,
                  newest,
                  "messages",
                  record -> {
                    visitor.accept(record);
                    return true;
                  },
                  () -> "");
          if (!stop.isRequested()) {
            end.run();
          }
        },
        (fault, probe) ->
            new ToolException(
                "Kafka at " + kafka.bootstrapServers() + ": " + probe.explain(fault), fault));
  }

  private static LogReader open(
      Map<String, Object> settings, StopSignal stop, Resources resources) {
    PolledBytes polled = new PolledBytes();
    Consumer<byte[], byte[]> consumer =
        Clients.make(settings, it -> new KafkaConsumer<>(it, polled.keys(), polled.values()));
    resources.add(() -> consumer.close(CloseOptions.timeout(ToolRun.CLOSE)));
    return new LogReader(consumer, polled, stop, System::nanoTime, ProgressReport::inLog);
  }

  private static List<Span> newest(String topic, Topics topics) {
    TopicInfo info = topics.describe(topic);
    if (info == null) {
      throw new ToolException("topic " + topic + " does not exist");
    }
    return newest(
        Span.of(
            topic,
            topics.firstOffsets(topic, info.numbers()),
            topics.readableEndOffsets(topic, info.numbers())));
  }

  /** The last offsets of each part, spread as evenly as possible, 1,000 in all at most. */
  static List<Span> newest(List<Span> parts) {
    List<Span> shortestFirst =
        parts.stream().sorted(Comparator.comparingLong(Span::length)).toList();
    List<Span> ends = new ArrayList<>();
    long room = MOST;
    for (int at = 0; at < shortestFirst.size(); at++) {
      Span part = shortestFirst.get(at);
      long length = Math.min(part.length(), room / (shortestFirst.size() - at));
      ends.add(new Span(part.partition(), part.end() - length, part.end()));
      room -= length;
    }
    return ends.stream()
        .filter(end -> end.length() > 0)
        .sorted(Comparator.comparingInt(end -> end.partition().partition()))
        .toList();
  }
}
