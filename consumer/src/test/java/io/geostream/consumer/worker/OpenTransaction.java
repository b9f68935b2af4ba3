package io.geostream.consumer.worker;

import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.offsets.StoredOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A transaction that has written its rows and holds the locks of its offsets. */
final class OpenTransaction {

  private final String topicId;
  private final SortedMap<Integer, Advance> advances;
  private final List<Integer> rows;
  private boolean ended;

  OpenTransaction(String topicId, SortedMap<Integer, Advance> advances, List<Integer> rows) {
    this.topicId = topicId;
    this.advances = new TreeMap<>(advances);
    this.rows = rows;
  }

  String topicId() {
    return topicId;
  }

  SortedMap<Integer, Advance> advances() {
    return advances;
  }

  List<Integer> rows() {
    return rows;
  }

  /** Whether offsets are those that it expects. */
  boolean matches(Map<Integer, StoredOffset> offsets) {
    return advances.entrySet().stream()
        .allMatch(
            step -> {
              StoredOffset stored = offsets.get(step.getKey());
              return stored != null
                  && stored.next() == step.getValue().expected()
                  && stored.topicId().equals(topicId);
            });
  }

  void end() {
    ended = true;
  }

  /** Whether it is rolled back or committed, perhaps without the client's doing. */
  boolean hasEnded() {
    return ended;
  }
}
