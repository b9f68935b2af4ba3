package io.geostream.consumer.tool.offsets;

import java.util.List;
import java.util.SortedMap;

/**
 * What the database has for a group and a topic.
 *
 * @param rows those of this cluster, by partition
 * @param others those of other clusters
 */
record StoredRows(SortedMap<Integer, OffsetRow> rows, List<OtherCluster> others) {}
