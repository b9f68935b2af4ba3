package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;

/** The consumer group of a scenario, which is called as its topic. */
final class Group {

  private final Pipeline pipeline;

  Group(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * Waits until the group is at rest: the broker sees no more rebalance, and the consumers, which
   * have to be all of the group, have as many partitions as the broker gave out.
   *
   * @param members the workers of all consumers together
   */
  void awaitAtWork(int members, Program... consumers) {
    try (Admin admin = admin()) {
      await()
          .atMost(Program.LONG)
          .ignoreExceptionsMatching(
              e -> e instanceof ExecutionException || e instanceof IOException) // no group yet
          .until(() -> isAtRest(describe(admin), members, consumers));
      assertThat(describe(admin).type()).as("the group's protocol").isEqualTo(type());
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError("the group cannot be described", e);
    }
  }

  private GroupType type() {
    return pipeline.consumers().flags().contains(GroupProtocol.NEW_PROTOCOL)
        ? GroupType.CONSUMER
        : GroupType.CLASSIC;
  }

  /** The ids of its members, as the broker gave them out. A member that it removed gets another. */
  Set<String> memberIds() throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      return describe(admin).members().stream()
          .map(MemberDescription::consumerId)
          .collect(Collectors.toSet());
    }
  }

  /** Waits until it has no members, those that could not say that they leave included. */
  void awaitEmpty() {
    await()
        .atMost(Program.LONG)
        .ignoreExceptionsInstanceOf(ExecutionException.class)
        .until(() -> memberIds().isEmpty());
  }

  /** How the members share the partitions out, as they named it to the broker. */
  String assignor() throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      return describe(admin).partitionAssignor();
    }
  }

  /** The partitions that a consumer has; waits until it has some. */
  List<Integer> partitionsOf(Program consumer) {
    return await()
        .atMost(Program.LONG)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> consumer.metrics().partitions("kafka_queue_size"),
            partitions -> !partitions.isEmpty())
        .stream()
        .map(Integer::valueOf)
        .toList();
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", pipeline.broker().bootstrapServers()));
  }

  private ConsumerGroupDescription describe(Admin admin)
      throws ExecutionException, InterruptedException {
    return admin
        .describeConsumerGroups(List.of(pipeline.topic()))
        .describedGroups()
        .values()
        .iterator()
        .next()
        .get();
  }

  private static boolean isAtRest(ConsumerGroupDescription group, int members, Program... consumers)
      throws IOException, InterruptedException {
    long partitions =
        group.members().stream()
            .mapToLong(member -> member.assignment().topicPartitions().size())
            .sum();
    double taken = 0;
    for (Program consumer : consumers) {
      taken += consumer.metric("geostream_assigned_partitions");
    }
    return group.groupState() == GroupState.STABLE
        && group.members().size() == members
        && partitions > 0
        && partitions == taken;
  }
}
