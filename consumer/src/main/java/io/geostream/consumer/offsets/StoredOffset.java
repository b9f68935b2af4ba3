package io.geostream.consumer.offsets;

import java.util.Optional;

/**
 * Where a partition goes on, as the database has it.
 *
 * @param next the next offset to read
 * @param leaderEpoch the leader epoch of the record before, if known; lets Kafka tell when its log
 *     was cut and regrown
 * @param topicId the id of the topic that the offset belongs to
 */
public record StoredOffset(long next, Optional<Integer> leaderEpoch, String topicId) {}
