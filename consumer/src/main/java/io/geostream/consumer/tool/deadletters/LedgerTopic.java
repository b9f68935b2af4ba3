package io.geostream.consumer.tool.deadletters;

import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The ledger's topic: compacted, of one partition, made for the first replay. */
final class LedgerTopic {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;

  private final Topics topics;
  private final String name;
  private final String letters;

  /**
   * @param letters the dead-letter topic
   */
  LedgerTopic(Topics topics, String name, String letters) {
    this.topics = topics;
    this.name = name;
    this.letters = letters;
  }

  /**
   * The topic, or null if it does not exist.
   *
   * @throws ToolException if it exists and would forget entries
   */
  @Nullable TopicInfo find() throws ToolException {
    TopicInfo info = topics.describe(name);
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
  TopicInfo findOrCreate() throws ToolException {
    TopicInfo info = find();
    if (info == null) {
      topics.create(name, 1, letters, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, COMPACT));
      info = awaitLeader();
    }
    return info;
  }

  /** The brokers know a topic and its leader a moment after they made it. */
  private TopicInfo awaitLeader() throws ToolException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    RetriableException reason = new UnknownTopicOrPartitionException(name);
    do {
      try {
        topics.endOffsets(name, Set.of(0)); // its leader answers once it takes records
        TopicInfo info = find();
        if (info != null) {
          return info;
        }
      } catch (RetriableException notYet) {
        reason = notYet;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
    throw reason;
  }

  private void refuseForgetting() throws ToolException {
    String policy = topics.config(name, TopicConfig.CLEANUP_POLICY_CONFIG);
    if (!COMPACT.equals(policy)) {
      throw new ToolException(
          "%s has cleanup.policy=%s, and would forget which letters were replayed: give it cleanup.policy=compact"
              .formatted(name, policy));
    }
  }
}
