package io.geostream.consumer.write.columnstore;

import java.lang.module.ModuleDescriptor.Version;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether TimescaleDB can write rows straight into the columnstore of {@code geospatial_metrics}.
 *
 * @param extension TimescaleDB's version, null if the database has none
 * @param columnstore whether the columnstore is enabled on the table
 * @param dimensions how many columns the hypertable is partitioned by
 * @param keys the table's primary key, unique indexes and exclusion constraints
 * @param triggers those of the table's triggers that switch direct compress off
 * @param catalogFault why the catalog of chunks cannot be read, null if it can
 * @see <a href="https://github.com/timescale/timescaledb/blob/2.28.3/src/copy.c">
 *     TSCopyMultiInsertBufferInit and its caller</a>
 */
public record DirectCompress(
    @Nullable String extension,
    boolean columnstore,
    int dimensions,
    List<String> keys,
    List<String> triggers,
    @Nullable String catalogFault) {

  /** Before it, CHECK and NOT NULL were not enforced on this way, and rows were lost. */
  private static final Version OLDEST = Version.parse("2.28.1");

  /** Makes the lists unmodifiable. */
  public DirectCompress {
    keys = List.copyOf(keys);
    triggers = List.copyOf(triggers);
  }

  /** Of a database without TimescaleDB. */
  static DirectCompress none() {
    return new DirectCompress(null, false, 0, List.of(), List.of(), null);
  }

  /** Of a TimescaleDB that is too old, or unknown, to be queried further. */
  static DirectCompress unknown(String extension, @Nullable String catalogFault) {
    return new DirectCompress(extension, false, 0, List.of(), List.of(), catalogFault);
  }

  /** Whether a version of TimescaleDB is too old. */
  static boolean isTooOld(String extension) {
    return Version.parse(extension).compareTo(OLDEST) < 0;
  }

  /** What is in the way, in words that can follow "because"; empty if nothing is. */
  public Optional<String> obstacle() {
    if (extension == null) {
      return Optional.of("the database has no TimescaleDB");
    }
    if (isTooOld(extension)) {
      return Optional.of("TimescaleDB " + extension + " is older than " + OLDEST);
    }
    if (catalogFault != null) {
      return Optional.of("the catalog of chunks cannot be read: " + catalogFault);
    }
    if (!columnstore) {
      return Optional.of("the columnstore is not enabled on geospatial_metrics");
    }
    if (dimensions > 1) {
      return Optional.of("geospatial_metrics is partitioned by more than its time");
    }
    if (!keys.isEmpty()) {
      return Optional.of(
          "geospatial_metrics has a primary key, unique index or exclusion constraint: "
              + String.join(", ", keys));
    }
    if (!triggers.isEmpty()) {
      return Optional.of(
          "geospatial_metrics has triggers that it would not run: " + String.join(", ", triggers));
    }
    return Optional.empty();
  }
}
