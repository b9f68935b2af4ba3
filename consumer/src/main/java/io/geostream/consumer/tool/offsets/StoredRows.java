package io.geostream.consumer.tool.offsets;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the database has for a group and a topic.
 *
 * @param rows those of this cluster, by partition
 * @param others those of other clusters
 */
record StoredRows(SortedMap<Integer, OffsetRow> rows, List<OtherCluster> others) {

  /** The tables that the group feeds: one, or none yet. */
  SortedSet<String> tables() {
    return rows.values().stream()
        .flatMap(row -> Stream.ofNullable(row.table()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
