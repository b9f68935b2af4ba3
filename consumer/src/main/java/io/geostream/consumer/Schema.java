package io.geostream.consumer;

import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.database.TargetTable;
import io.geostream.consumer.write.RowWriters;
import java.util.List;

/**
 * A schema that is in order.
 *
 * @param name of the PostgreSQL schema that holds {@code kafka_offsets}
 * @param target the table that rows go into
 * @param hypertable whether the table is one, which TimescaleDB looks after
 * @param notes what the user should know
 * @param rowWriters how rows are written into it
 * @param chunkWidth of the table, as new chunks have it
 */
record Schema(
    String name,
    TargetTable target,
    boolean hypertable,
    List<String> notes,
    RowWriters rowWriters,
    ChunkWidth chunkWidth) {

  Schema {
    notes = List.copyOf(notes);
  }
}
