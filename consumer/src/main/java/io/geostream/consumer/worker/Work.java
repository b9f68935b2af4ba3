package io.geostream.consumer.worker;

import io.geostream.consumer.batch.Batch;
import java.util.Set;

/** What a poll loop asks of its writer. */
sealed interface Work {

  /** The generation of positions that it belongs to. */
  int generation();

  /** Load the stored offsets of partitions. */
  record LoadPositions(int generation, Set<Integer> partitions) implements Work {}

  /** Write a batch. */
  record WriteBatch(Batch batch) implements Work {
    @Override
    public int generation() {
      return batch.generation();
    }
  }
}
