package io.geostream.consumer.offsets;

import org.apache.kafka.common.Uuid;

/**
 * Whose offsets are meant: those of one group in one topic of one cluster. The topic's id is not
 * part of the key but is compared: a recreated topic of the same name is an error to be reported,
 * not a fresh start.
 *
 * @param group the consumer group
 * @param clusterId Kafka's id of the cluster
 * @param topic the topic's name
 * @param topicId Kafka's id of the topic
 */
public record OffsetKey(String group, String clusterId, String topic, Uuid topicId) {}
