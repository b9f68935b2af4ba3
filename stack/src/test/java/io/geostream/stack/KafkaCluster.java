package io.geostream.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka cluster of three nodes, each of them broker and controller in a process of its own, on
 * free ports of 127.0.0.1. What is not said otherwise has three replicas, of which two have to be
 * in sync for a transaction. Two nodes have to run for leaders to be elected.
 *
 * <p>Each node is a {@link KafkaBroker} to kill, freeze and restart. Any of them stands for the
 * cluster where only one broker is asked for: clients learn of all three.
 */
public final class KafkaCluster implements AutoCloseable {

  private static final int NODES = 3;
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final List<KafkaBroker> nodes;

  private KafkaCluster(List<KafkaBroker> nodes) {
    this.nodes = nodes;
  }

  /**
   * Starts a cluster whose logs, {@code broker-1.log} to {@code broker-3.log}, are in the folder
   * and stay when it is closed.
   *
   * @param settings what all nodes are set to more than, or other than, they usually are
   */
  public static KafkaCluster startKeepingLogs(Path folder, Map<String, String> settings) {
    KafkaCluster cluster =
        new KafkaCluster(
            nodes(settings).stream()
                .map(node -> KafkaBroker.launch(OwnFolder.in(folder, "kafka"), node, folder))
                .toList());
    try {
      cluster.nodes.forEach(KafkaBroker::awaitReady);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static List<KafkaNode> nodes(Map<String, String> settings) {
    List<Integer> ports = FreePorts.pick(2 * NODES);
    String clusterId = Uuid.randomUuid().toString();
    String bootstrapServers =
        ports.subList(0, NODES).stream().map(KafkaNode::address).collect(Collectors.joining(","));
    Map<String, String> all = new TreeMap<>(replicated());
    all.put(
        "controller.quorum.voters",
        IntStream.rangeClosed(1, NODES)
            .mapToObj(id -> id + "@" + KafkaNode.address(ports.get(NODES + id - 1)))
            .collect(Collectors.joining(",")));
    all.putAll(settings);
    List<KafkaNode> nodes = new ArrayList<>();
    for (int id = 1; id <= NODES; id++) {
      Map<String, String> own = new TreeMap<>(all);
      own.put("node.id", Integer.toString(id));
      nodes.add(
          new KafkaNode(
              "broker-" + id,
              ports.get(id - 1),
              ports.get(NODES + id - 1),
              clusterId,
              bootstrapServers,
              own));
    }
    return nodes;
  }

  private static Map<String, String> replicated() {
    String all = Integer.toString(NODES);
    String most = Integer.toString(NODES - 1);
    return Map.of(
        "default.replication.factor", all,
        "offsets.topic.replication.factor", all,
        "transaction.state.log.replication.factor", all,
        "transaction.state.log.min.isr", most,
        "share.coordinator.state.topic.replication.factor", all,
        "share.coordinator.state.topic.min.isr", most);
  }

  /** A node by its id, 1 to 3. */
  public KafkaBroker node(int id) {
    return nodes.get(id - 1);
  }

  /** Makes a topic of one partition with its replicas on these nodes, the first one its leader. */
  public void createTopic(String name, List<Integer> replicas, Map<String, String> settings) {
    try (Admin admin = admin()) {
      NewTopic topic = new NewTopic(name, Map.of(0, replicas)).configs(settings);
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      throw new StackException("cannot make topic " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while making topic " + name, e);
    }
    awaitInSync(name, 0, replicas);
  }

  /** The id of the node that leads a partition; waits until one does. */
  public int leaderOf(String topic, int partition) {
    try (Admin admin = admin()) {
      return await()
          .atMost(TIMEOUT)
          .ignoreExceptionsInstanceOf(ExecutionException.class)
          .until(() -> partitions(admin, topic).get(partition).leader(), KafkaCluster::isThere)
          .id();
    }
  }

  /**
   * Waits until exactly these nodes' replicas of a partition are in sync, and one of them leads.
   */
  public void awaitInSync(String topic, int partition, List<Integer> ids) {
    try (Admin admin = admin()) {
      await()
          .atMost(TIMEOUT)
          .ignoreExceptionsInstanceOf(ExecutionException.class)
          .untilAsserted(
              () -> {
                TopicPartitionInfo info = partitions(admin, topic).get(partition);
                assertThat(info.isr())
                    .extracting(Node::id)
                    .containsExactlyInAnyOrderElementsOf(ids);
                assertThat(info.leader()).extracting(Node::id).isIn(ids);
              });
    }
  }

  /** Waits until all replicas of a topic are in sync. */
  public void awaitAllInSync(String topic) {
    try (Admin admin = admin()) {
      await()
          .atMost(TIMEOUT)
          .ignoreExceptionsInstanceOf(ExecutionException.class)
          .until(
              () ->
                  partitions(admin, topic).stream()
                      .allMatch(info -> info.isr().size() == info.replicas().size()));
    }
  }

  /** Asks another node soon if one is frozen. */
  private Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers", node(1).bootstrapServers(),
            "request.timeout.ms", 2_000,
            "default.api.timeout.ms", 10_000));
  }

  private static List<TopicPartitionInfo> partitions(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .values()
        .iterator()
        .next()
        .partitions();
  }

  private static boolean isThere(@Nullable Node leader) {
    return leader != null && !leader.isEmpty();
  }

  /** Kills all nodes, which would wait for each other when stopped, and removes their folders. */
  @Override
  public void close() {
    nodes.forEach(KafkaBroker::kill);
    nodes.forEach(KafkaBroker::close);
  }
}
