package io.geostream.consumer;

import io.geostream.consumer.deadletter.DeadLetters;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.offsets.OffsetTable;
import io.geostream.consumer.offsets.PositionLoader;
import io.geostream.consumer.worker.EndOffsets;

/**
 * What is known of the brokers once they have answered.
 *
 * @param topics asks them about topics
 * @param topic the one that is read
 * @param offsets those of the group in it
 * @param positions loads them, and compares them with the topic's logs
 * @param letters where its bad records go
 * @param ends the ends of its logs, as last seen
 */
record BrokerSide(
    Topics topics,
    TopicInfo topic,
    OffsetTable offsets,
    PositionLoader positions,
    DeadLetters letters,
    EndOffsets ends) {}
