package io.geostream.consumer.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * What the brokers know of consumer groups, of the classic protocol and of the newer one. Waits and
 * throws as {@link Topics} does.
 */
public final class Groups {

  private final Admin admin;
  private final Duration timeout;

  public Groups(Admin admin, Duration timeout) {
    this.admin = admin;
    this.timeout = timeout;
  }

  /** The members of a group, each as {@code client id on host}; none if there is no such group. */
  public List<String> members(String group) {
    @Nullable KafkaFuture<ConsumerGroupDescription> description =
        admin
            .describeConsumerGroups(
                List.of(group), new DescribeConsumerGroupsOptions().timeoutMs(millis()))
            .describedGroups()
            .get(group);
    try {
      return Answers.await(description, timeout).members().stream()
          .map(member -> member.clientId() + " on " + member.host().replaceFirst("^/", ""))
          .toList();
    } catch (GroupIdNotFoundException e) {
      return List.of();
    }
  }

  /** Sets what a group without members has committed. */
  public void commit(String group, String topic, Map<Integer, Long> offsets) {
    Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
    offsets.forEach(
        (partition, offset) ->
            commits.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
    Answers.await(
        admin
            .alterConsumerGroupOffsets(
                group, commits, new AlterConsumerGroupOffsetsOptions().timeoutMs(millis()))
            .all(),
        timeout);
  }

  private int millis() {
    return Math.toIntExact(timeout.toMillis());
  }
}
