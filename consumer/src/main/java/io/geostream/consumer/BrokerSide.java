package io.geostream.consumer;

import io.geostream.consumer.deadletter.DeadLetters;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.offsets.OffsetTable;

/**
 * What is known of the brokers once they have answered.
 *
 * @param topics asks them about topics
 * @param topic the one that is read
 * @param offsets those of the group in it
 * @param letters where its bad records go
 */
record BrokerSide(Topics topics, TopicInfo topic, OffsetTable offsets, DeadLetters letters) {}
