package io.geostream.consumer.tool.mapping.infer;

import io.geostream.consumer.batch.AgeLimits;

/**
 * When a message was sent, and what its times may be.
 *
 * @param recordMillis in milliseconds since 1970
 */
record Moment(AgeLimits limits, long recordMillis) {}
