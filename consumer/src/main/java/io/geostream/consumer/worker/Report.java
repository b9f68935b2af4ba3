package io.geostream.consumer.worker;

import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.offsets.StoredOffset;
import java.util.SortedMap;

/** What a writer reports to its poll loop. */
sealed interface Report {

  /** The stored offsets that were asked for in a generation. */
  record Loaded(int generation, SortedMap<Integer, StoredOffset> offsets) implements Report {}

  /** A batch is committed, which advanced these partitions. */
  record Committed(SortedMap<Integer, Advance> advances) implements Report {}

  /** The database holds other offsets than a generation was read after. */
  record Fenced(int generation) implements Report {}
}
