package io.geostream.consumer.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * A topic of ours beside another one, made when it is first needed. Throws what {@link Topics}
 * throws.
 *
 * @param name its name
 * @param model the other topic: this one is kept as safe
 */
public record OwnTopic(Topics topics, String name, String model) {

  /** The topic, or null if it does not exist. */
  public @Nullable TopicInfo find() {
    return topics.describe(name);
  }

  /**
   * Makes it: with as many replicas as the other topic, of which as many have to acknowledge a
   * record, but never more than there are. Does nothing if it exists, whatever it is like.
   *
   * @param configs what it needs beyond that; the rest is up to the brokers
   */
  public void create(int partitions, Map<String, String> configs) {
    short replicas = topics.replicas(model);
    int inSync = Integer.parseInt(topics.config(model, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG));
    Map<String, String> all = new HashMap<>(configs);
    all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(Math.min(inSync, replicas)));
    topics.create(new NewTopic(name, partitions, replicas).configs(all));
  }

  /**
   * The topic, with leaders that take records: before they do, a first batch may be refused and the
   * second one taken, which leaves a producer out of order.
   *
   * @throws org.apache.kafka.common.errors.RetriableException if they do not yet
   */
  public TopicInfo requireLeaders() {
    TopicInfo info = topics.require(name);
    topics.endOffsets(name, info.numbers());
    return info;
  }
}
