package io.geostream.benchmark.stage;

import io.geostream.benchmark.BenchmarkException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** What is asked of a broker beside the readings. */
final class BrokerAdmin implements AutoCloseable {

  private final Admin admin;

  BrokerAdmin(String bootstrapServers) {
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  void deleteTopic(String name) {
    try {
      admin.deleteTopics(List.of(name)).all().get();
    } catch (ExecutionException e) {
      throw new BenchmarkException("cannot remove topic " + name + ": " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("interrupted while removing topic " + name);
    }
  }

  /** How many records a group has committed, in all partitions of a topic that begins at 0. */
  long committed(String group) throws ExecutionException, InterruptedException {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .values()
        .stream()
        .filter(Objects::nonNull)
        .mapToLong(OffsetAndMetadata::offset)
        .sum();
  }

  @Override
  public void close() {
    admin.close();
  }
}
