package io.geostream.consumer.poll;

import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.offsets.StoredOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a writer tells its poll thread. Safe to use from both. */
final class Progress {

  /** Positions found for a request. */
  record Loaded(int generation, Map<Integer, StoredOffset> offsets) {}

  private final AtomicReference<@Nullable Loaded> loaded = new AtomicReference<>();
  private final Map<Integer, Advance> written = new ConcurrentHashMap<>();

  /** The writer found positions. */
  void loaded(Loaded positions) {
    loaded.set(positions);
  }

  /** The positions found since the last call, or null. */
  @Nullable Loaded takeLoaded() {
    return loaded.getAndSet(null);
  }

  /** The writer committed a batch. */
  void written(Map<Integer, Advance> advances) {
    written.putAll(advances);
  }

  /** How far partitions were written since the last call. */
  Map<Integer, Advance> takeWritten() {
    Map<Integer, Advance> taken = new HashMap<>();
    written.forEach(
        (partition, advance) -> {
          if (written.remove(partition, advance)) {
            taken.put(partition, advance);
          }
        });
    return taken;
  }
}
