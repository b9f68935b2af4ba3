package io.geostream.consumer.tool.offsets;

import java.time.Instant;

/**
 * Rows of the same group and topic that belong to another cluster, and so do not count here.
 *
 * @param clusterId the other cluster's id
 * @param partitions how many rows
 * @param updatedAt when the last of them was written
 */
record OtherCluster(String clusterId, int partitions, Instant updatedAt) {}
