package io.geostream.consumer.tool.deadletters;

import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.kafka.BrokerProbe;
import io.geostream.common.kafka.Clients;
import io.geostream.consumer.kafka.PolledBytes;
import io.geostream.consumer.kafka.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** What a tool asks and reads the brokers with. */
record LetterClients(Topics topics, LogReader reader) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A broker that is away is not to be waited for once more at the end. */
  static final Duration CLOSE = Duration.ofSeconds(2);

  static LetterClients open(
      Map<String, Object> adminSettings,
      Map<String, Object> readerSettings,
      StopSignal stop,
      Resources resources) {
    BrokerProbe.of(adminSettings).check();
    AdminClient admin = Clients.make(adminSettings, AdminClient::create);
    resources.add(() -> admin.close(CLOSE));
    PolledBytes polled = new PolledBytes();
    Consumer<byte[], byte[]> consumer =
        Clients.make(
            readerSettings,
            settings -> new KafkaConsumer<>(settings, polled.keys(), polled.values()));
    resources.add(() -> consumer.close(CloseOptions.timeout(CLOSE)));
    return new LetterClients(
        new Topics(admin, PATIENCE), new LogReader(consumer, polled, stop, System::nanoTime));
  }

  LetterSource letters(String topic) {
    return new LetterSource(topics, reader, topic);
  }
}
