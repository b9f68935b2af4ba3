package io.geostream.consumer.tool.offsets;

import java.time.Instant;

/**
 * A partition's row in {@code kafka_offsets}.
 *
 * @param next the next offset to read
 * @param topicId the id of the topic that the offset belongs to
 * @param updatedAt when it was last written
 */
record OffsetRow(long next, String topicId, Instant updatedAt) {}
