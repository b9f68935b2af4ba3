package io.geostream.consumer.write;

import io.geostream.common.mapping.file.MappingFile;
import io.geostream.consumer.database.TargetTable;
import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.offsets.OffsetTable;

/** The table of the built-in mapping, in the schema that tests have it in. */
public final class WeatherTable {

  public static final String SCHEMA = "public";

  public static final TargetTable TARGET =
      TargetTable.of(MappingFile.builtIn(), MappingFile.builtIn().table().in(SCHEMA));

  private WeatherTable() {}

  /** The offsets of a group that feeds it. */
  public static OffsetTable offsets(OffsetKey key) {
    return new OffsetTable(key, SCHEMA, TARGET);
  }
}
