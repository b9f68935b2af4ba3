package io.geostream.consumer.letters;

import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.settings.SettingException;
import io.geostream.consumer.kafka.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;

/**
 * What a tool asks and reads the brokers with.
 *
 * @param consumer of no group, for {@code reader} alone but for questions
 */
record LetterClients(
    AdminClient admin,
    Topics topics,
    Consumer<byte[], byte[]> consumer,
    LogReader reader,
    ProgressLine progress) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A broker that is away is not to be waited for once more at the end. */
  static final Duration CLOSE = Duration.ofSeconds(2);

  static LetterClients open(
      Map<String, Object> adminSettings,
      Map<String, Object> readerSettings,
      StopSignal stop,
      Resources resources) {
    AdminClient admin = make(() -> AdminClient.create(adminSettings));
    resources.add(() -> admin.close(CLOSE));
    Consumer<byte[], byte[]> consumer = make(() -> new KafkaConsumer<>(readerSettings));
    resources.add(() -> consumer.close(CloseOptions.timeout(CLOSE)));
    return new LetterClients(
        admin,
        new Topics(admin, PATIENCE),
        consumer,
        new LogReader(consumer, stop, System::nanoTime),
        new ProgressLine(System::nanoTime));
  }

  /** Makes a client; what keeps it from being made is a setting, but for the brokers' names. */
  static <T> T make(Supplier<T> client) {
    try {
      return client.get();
    } catch (KafkaException e) {
      String problem = Faults.oneLine(e);
      if (problem.contains("No resolvable bootstrap")) {
        throw e;
      }
      throw new SettingException("Kafka settings", problem);
    }
  }

  LetterSource letters(String topic) {
    return new LetterSource(consumer, topics, reader, progress, topic);
  }
}
