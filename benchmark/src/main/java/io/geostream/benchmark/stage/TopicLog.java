package io.geostream.benchmark.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic's log, as the broker reports it. */
public final class TopicLog implements AutoCloseable {

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final double MILLIS_PER_SECOND = 1e3;

  private final Addresses addresses;
  private final List<TopicPartition> partitions;
  private final Admin admin;

  /** Of the topic of these addresses, which has so many partitions. */
  public TopicLog(Addresses addresses, int partitions) {
    this.addresses = addresses;
    this.partitions =
        IntStream.range(0, partitions)
            .mapToObj(number -> new TopicPartition(addresses.topic(), number))
            .toList();
    this.admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.bootstrapServers()));
  }

  /** From now on a record's time is that at which the broker appended it. */
  public void stampAtAppend() throws ExecutionException, InterruptedException {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, addresses.topic()),
                List.of(
                    new AlterConfigOp(
                        new ConfigEntry("message.timestamp.type", "LogAppendTime"),
                        AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  /** How many records it holds. */
  public long records() throws ExecutionException, InterruptedException {
    return offsets(OffsetSpec::latest).stream().mapToLong(ListOffsetsResultInfo::offset).sum();
  }

  /** Records a second, from the first one's time to the last one's. */
  public double recordsPerSecond() throws ExecutionException, InterruptedException {
    long first =
        offsets(() -> OffsetSpec.forTimestamp(0)).stream()
            .mapToLong(ListOffsetsResultInfo::timestamp)
            .filter(time -> time >= 0)
            .min()
            .orElseThrow();
    long last =
        offsets(OffsetSpec::maxTimestamp).stream()
            .mapToLong(ListOffsetsResultInfo::timestamp)
            .max()
            .orElseThrow();
    return records() * MILLIS_PER_SECOND / (last - first);
  }

  /** The values of so many records, or of all if there are fewer. */
  public List<String> values(int atMost) throws ExecutionException, InterruptedException {
    long wanted = Math.min(atMost, records());
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, addresses.bootstrapServers(),
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class))) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (values.size() < wanted) {
        for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
          values.add(record.value());
        }
      }
    }
    return List.copyOf(values.subList(0, (int) wanted));
  }

  private Collection<ListOffsetsResultInfo> offsets(Supplier<OffsetSpec> which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, which.get()));
    return admin.listOffsets(asked).all().get().values();
  }

  @Override
  public void close() {
    admin.close();
  }
}
