package io.geostream.consumer.tool.deadletters;

import io.geostream.consumer.kafka.OwnTopic;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.tool.ToolException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** The ledger's topic: compacted, of one partition, made for the first replay. */
final class LedgerTopic {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;

  private final Topics topics;
  private final OwnTopic topic;

  /**
   * @param letters the dead-letter topic
   */
  LedgerTopic(Topics topics, String name, String letters) {
    this.topics = topics;
    this.topic = new OwnTopic(topics, name, letters);
  }

  /**
   * The topic, or null if it does not exist.
   *
   * @throws ToolException if it exists and would forget entries
   */
  @Nullable TopicInfo find() {
    TopicInfo info = topic.find();
    if (info != null) {
      refuseForgetting();
    }
    return info;
  }

  /**
   * The topic; makes it first if it is missing.
   *
   * @throws ToolException if it exists and would forget entries
   */
  TopicInfo findOrCreate() {
    TopicInfo info = find();
    if (info == null) {
      topic.create(1, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, COMPACT));
      info = awaitLeader();
    }
    return info;
  }

  /** The brokers know a topic and its leader a moment after they made it. */
  private TopicInfo awaitLeader() {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      try {
        TopicInfo info = topic.requireLeaders();
        refuseForgetting();
        return info;
      } catch (RetriableException notYet) {
        if (System.nanoTime() >= end || Thread.currentThread().isInterrupted()) {
          throw notYet;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void refuseForgetting() {
    String policy = topics.config(topic.name(), TopicConfig.CLEANUP_POLICY_CONFIG);
    if (!COMPACT.equals(policy)) {
      throw new ToolException(
          "%s has cleanup.policy=%s, and would forget which letters were replayed: give it cleanup.policy=compact"
              .formatted(topic.name(), policy));
    }
  }
}
