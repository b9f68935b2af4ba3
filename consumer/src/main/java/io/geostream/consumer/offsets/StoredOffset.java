package io.geostream.consumer.offsets;

import java.util.Optional;

/**
 * Where a partition continues, as stored in the database.
 *
 * @param next the next offset to read
 * @param leaderEpoch the leader epoch of the record before, if known; lets Kafka detect a log that
 *     was cut and has grown again
 * @param topicId the id of the topic that the offset belongs to
 */
public record StoredOffset(long next, Optional<Integer> leaderEpoch, String topicId) {}
