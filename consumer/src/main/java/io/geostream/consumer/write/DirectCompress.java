package io.geostream.consumer.write;

import java.lang.module.ModuleDescriptor.Version;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether TimescaleDB can write rows straight into the columnstore of {@code geospatial_metrics}.
 *
 * @param extension TimescaleDB's version, null if the database has none
 * @param columnstore whether the columnstore is enabled on the table
 * @param keys the table's primary key, unique indexes and exclusion constraints
 * @param triggers those of the table's triggers that switch direct compress off
 * @see <a href="https://github.com/timescale/timescaledb/blob/2.28.3/src/copy.c">
 *     TSCopyMultiInsertBufferInit and its caller</a>
 */
public record DirectCompress(
    @Nullable String extension, boolean columnstore, List<String> keys, List<String> triggers) {

  /** Before it, CHECK and NOT NULL were not enforced on this way, and rows were lost. */
  private static final Version OLDEST = Version.parse("2.28.1");

  /** Makes the lists unmodifiable. */
  public DirectCompress {
    keys = List.copyOf(keys);
    triggers = List.copyOf(triggers);
  }

  /** Of a database without TimescaleDB. */
  static DirectCompress none() {
    return new DirectCompress(null, false, List.of(), List.of());
  }

  /** What is in the way, in words that can follow "because"; empty if nothing is. */
  public Optional<String> obstacle() {
    if (extension == null) {
      return Optional.of("the database has no TimescaleDB");
    }
    if (Version.parse(extension).compareTo(OLDEST) < 0) {
      return Optional.of("TimescaleDB " + extension + " is older than " + OLDEST);
    }
    if (!columnstore) {
      return Optional.of("the columnstore is not enabled on geospatial_metrics");
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
