package io.geostream.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.e2e.Program;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;

/** The consumer group of a scenario, which is called as its topic. */
final class Group {

  private static final Pattern CHANGE =
      Pattern.compile("PollLoop - (assigned|revoked|lost) ([^:\\n]+)");

  private final Pipeline pipeline;

  Group(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * Waits until the group is at rest: the broker sees no more rebalance, and the consumers, which
   * have to be all of the group, have said that they were assigned as many partitions as the broker
   * gave out.
   *
   * @param members the workers of all consumers together
   */
  void awaitAtWork(int members, Program... consumers) {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", pipeline.broker().bootstrapServers()))) {
      await()
          .atMost(Program.LONG)
          .ignoreExceptionsInstanceOf(ExecutionException.class)
          .until(() -> isAtRest(describe(admin), members, consumers));
    }
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

  private static boolean isAtRest(
      ConsumerGroupDescription group, int members, Program... consumers) {
    long partitions =
        group.members().stream()
            .mapToLong(member -> member.assignment().topicPartitions().size())
            .sum();
    return group.groupState() == GroupState.STABLE
        && group.members().size() == members
        && partitions > 0
        && partitions == Arrays.stream(consumers).mapToLong(Group::partitions).sum();
  }

  /** The numbers of those that it was assigned last. */
  List<Integer> partitionsOf(Program consumer) {
    return CHANGE
        .matcher(consumer.log())
        .results()
        .filter(change -> change.group(1).equals("assigned"))
        .reduce((former, latter) -> latter)
        .map(change -> change.group(2).replace(pipeline.topic() + "-", "").split(", ", -1))
        .map(numbers -> Arrays.stream(numbers).map(Integer::valueOf).toList())
        .orElse(List.of());
  }

  /** Those that it says it has. */
  private static long partitions(Program consumer) {
    return CHANGE
        .matcher(consumer.log())
        .results()
        .mapToLong(
            change -> {
              long partitions = change.group(2).split(", ", -1).length;
              return change.group(1).equals("assigned") ? partitions : -partitions;
            })
        .sum();
  }
}
