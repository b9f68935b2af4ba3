package io.geostream.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.TopicContent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** The log of a pipeline's topic, as its administrator handles it, well or badly. */
final class TopicLog implements AutoCloseable {

  private final Pipeline pipeline;
  private final Admin admin;

  TopicLog(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.admin = Admin.create(Map.of("bootstrap.servers", pipeline.broker().bootstrapServers()));
  }

  /** Deletes what is before an offset, as retention does. */
  void cut(int partition, long offset) throws ExecutionException, InterruptedException {
    admin.deleteRecords(Map.of(of(partition), RecordsToDelete.beforeOffset(offset))).all().get();
  }

  /** Deletes the topic, and makes another one of one partition under its name. */
  void recreate() throws ExecutionException, InterruptedException {
    admin.deleteTopics(List.of(pipeline.topic())).all().get();
    await()
        .atMost(Program.LONG)
        .until(() -> !admin.listTopics().names().get().contains(pipeline.topic()));
    pipeline.withPartitions(1);
  }

  /**
   * Where a partition ends, after all markers of transactions. They are written a moment after a
   * transaction's end is acknowledged, so this waits until none is open.
   */
  long end(int partition) {
    return await()
        .atMost(Program.LONG)
        .until(
            () ->
                List.of(
                    end(partition, IsolationLevel.READ_COMMITTED),
                    end(partition, IsolationLevel.READ_UNCOMMITTED)),
            ends -> ends.get(0).equals(ends.get(1)))
        .get(0);
  }

  private long end(int partition, IsolationLevel level)
      throws ExecutionException, InterruptedException {
    return admin
        .listOffsets(Map.of(of(partition), OffsetSpec.latest()), new ListOffsetsOptions(level))
        .partitionResult(of(partition))
        .get()
        .offset();
  }

  /** Counts the records of a partition that are still there. */
  long records(int partition) {
    return TopicContent.of(pipeline.broker().bootstrapServers(), pipeline.topic())
        .records()
        .stream()
        .filter(record -> record.partition() == partition)
        .count();
  }

  /** Sets what the group has committed in Kafka. The group has to be empty. */
  void commit(int partition, long offset) throws ExecutionException, InterruptedException {
    admin
        .alterConsumerGroupOffsets(
            pipeline.topic(), Map.of(of(partition), new OffsetAndMetadata(offset)))
        .all()
        .get();
  }

  /** Changes settings of the topic. */
  void configure(Map<String, String> settings) throws ExecutionException, InterruptedException {
    configure(new ConfigResource(ConfigResource.Type.TOPIC, pipeline.topic()), settings);
  }

  /** Changes settings of all brokers. */
  void configureBrokers(Map<String, String> settings)
      throws ExecutionException, InterruptedException {
    configure(new ConfigResource(ConfigResource.Type.BROKER, ""), settings);
  }

  private void configure(ConfigResource resource, Map<String, String> settings)
      throws ExecutionException, InterruptedException {
    List<AlterConfigOp> changes =
        settings.entrySet().stream()
            .map(
                setting ->
                    new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()),
                        AlterConfigOp.OpType.SET))
            .toList();
    admin.incrementalAlterConfigs(Map.of(resource, changes)).all().get();
  }

  private TopicPartition of(int partition) {
    return new TopicPartition(pipeline.topic(), partition);
  }

  @Override
  public void close() {
    admin.close();
  }
}
