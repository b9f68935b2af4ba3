package io.geostream.producer.kafka;

import io.geostream.common.daemon.Outage;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.kafka.BrokerProbe;
import io.geostream.common.kafka.KafkaFaults;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that the topic exists and accepts records. An existing topic is not changed; several
 * producers may start at once. Waits while the broker is down.
 */
public final class TopicSetup {

  private static final Logger log = LoggerFactory.getLogger(TopicSetup.class);

  private static final int ANSWER_MILLIS = 5_000;
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** As many replicas as the broker makes of its own accord. */
  private static final short BROKERS_DEFAULT = -1;

  private final Admin admin;
  private final NewTopic topic;
  private final Outage broker;
  private final BrokerProbe probe;

  /**
   * @param partitions how many, if it must be created
   * @param replicationFactor likewise; −1 for the broker's default
   * @param probe looks at brokers that do not answer
   */
  public TopicSetup(
      Admin admin,
      String topic,
      int partitions,
      short replicationFactor,
      Outage broker,
      BrokerProbe probe) {
    this.admin = admin;
    this.topic =
        new NewTopic(
            topic,
            Optional.of(partitions),
            replicationFactor == BROKERS_DEFAULT
                ? Optional.empty()
                : Optional.of(replicationFactor));
    this.broker = broker;
    this.probe = probe;
  }

  /**
   * Returns once the topic exists, or a stop is requested.
   *
   * @throws KafkaException if the topic can be neither seen nor created, and a retry cannot help
   */
  public void ensureExists(StopSignal stop) throws InterruptedException {
    while (!stop.isRequested() && !exists()) {
      stop.await(PAUSE);
    }
  }

  private boolean exists() throws InterruptedException {
    try {
      TopicDescription found =
          admin
              .describeTopics(
                  List.of(topic.name()), new DescribeTopicsOptions().timeoutMs(ANSWER_MILLIS))
              .allTopicNames()
              .get()
              .get(topic.name());
      awaitLeaders(found);
      broker.recovered(this);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        create();
      } else {
        waitOrFail("looking for topic " + topic.name(), e);
      }
      return false;
    }
  }

  /**
   * Asks the leader of each partition for its last offset, which it knows only when it accepts
   * records. A broker reports a new topic a moment earlier; it may then refuse a producer's first
   * batch and accept the second, after which the first is out of order for ever.
   */
  private void awaitLeaders(@Nullable TopicDescription found)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    if (found != null) {
      found
          .partitions()
          .forEach(
              each ->
                  ends.put(
                      new TopicPartition(found.name(), each.partition()), OffsetSpec.latest()));
    }
    admin.listOffsets(ends, new ListOffsetsOptions().timeoutMs(ANSWER_MILLIS)).all().get();
  }

  private void create() throws InterruptedException {
    try {
      admin
          .createTopics(List.of(topic), new CreateTopicsOptions().timeoutMs(ANSWER_MILLIS))
          .all()
          .get();
      broker.recovered(this);
      log.info("created topic {} with {} partitions", topic.name(), topic.numPartitions());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        log.debug("topic {} was created meanwhile by another", topic.name());
      } else {
        waitOrFail("creating topic " + topic.name(), e);
      }
    }
  }

  private void waitOrFail(String what, ExecutionException e) {
    Throwable cause = e.getCause();
    if (!KafkaFaults.isPassing(cause)) {
      throw new KafkaException(what, cause);
    }
    broker.failed(this, what + ": " + probe.explain(cause));
  }
}
