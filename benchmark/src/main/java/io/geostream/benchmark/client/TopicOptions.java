package io.geostream.benchmark.client;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Option;

/** What a client reads, and as whom; the flags of the real consumer. */
final class TopicOptions {

  /** With Kafka's default of 1 MiB a poll seldom fills a large batch. */
  private static final int FETCH_BYTES = 4 * 1024 * 1024;

  /** What the operating system gives, as with geostream, instead of 64 KiB. */
  private static final int SYSTEM_BUFFER = -1;

  @Option(names = "--bootstrap-servers", required = true)
  private String bootstrapServers = "";

  @Option(names = "--topic", required = true)
  private String topic = "";

  @Option(names = "--group", required = true)
  private String group = "";

  @Option(names = "--readings", required = true, description = "Ends after so many.")
  private long readings;

  String topic() {
    return topic;
  }

  long readings() {
    return readings;
  }

  /**
   * The settings of a member of the group, which begins at the topic's first record.
   *
   * @param pollRecords the most records of a poll
   */
  Map<String, Object> consumer(int pollRecords) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pollRecords);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, SYSTEM_BUFFER);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return settings;
  }
}
