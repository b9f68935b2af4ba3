package io.geostream.consumer;

import io.geostream.consumer.kafka.MetadataNews;
import io.geostream.consumer.kafka.PolledBytes;
import io.geostream.consumer.worker.Heartbeat;
import io.geostream.consumer.worker.Shared;
import io.geostream.consumer.worker.Worker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The workers of a process, each with a Kafka consumer of its own. */
final class Workers implements AutoCloseable {

  private final List<Worker> workers = new ArrayList<>();

  /**
   * Starts workers; fewer if a stop is requested meanwhile.
   *
   * @param servers waits for the brokers' names
   * @param kafka the settings of a Kafka consumer
   * @param told gets each Kafka consumer that is made
   */
  void start(
      int number,
      Servers servers,
      Map<String, Object> kafka,
      Consumer<org.apache.kafka.clients.consumer.Consumer<?, ?>> told,
      Shared shared)
      throws InterruptedException {
    for (int member = 1; member <= number; member++) {
      PolledBytes polled = new PolledBytes();
      MetadataNews news = new MetadataNews(polled.values());
      KafkaConsumer<byte[], byte[]> client =
          servers.awaitClient(
              settings(kafka, member), own -> new KafkaConsumer<>(own, polled.keys(), news));
      if (client == null) {
        return;
      }
      told.accept(client);
      workers.add(Worker.start(member, new Worker.Client(client, news, polled), shared));
    }
  }

  /** What has to differ between the members of one process carries the member's number. */
  private static Map<String, Object> settings(Map<String, Object> kafka, int member) {
    Map<String, Object> own = new HashMap<>(kafka);
    for (String id :
        List.of(ConsumerConfig.CLIENT_ID_CONFIG, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)) {
      own.computeIfPresent(id, (key, value) -> value + "-" + member);
    }
    return own;
  }

  /** The signs of life of all threads. */
  List<Heartbeat> heartbeats() {
    return workers.stream().flatMap(worker -> worker.heartbeats().stream()).toList();
  }

  /** They end side by side once a stop is requested; here they are only waited for. */
  @Override
  public void close() {
    try {
      for (Worker worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
