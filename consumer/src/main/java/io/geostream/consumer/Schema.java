package io.geostream.consumer;

import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.sql.Flavour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A schema that is in order.
 *
 * @param name of the PostgreSQL schema that holds the table
 * @param warnings what the user should know
 * @param obstacleToDirectCompress why rows cannot go straight into the columnstore, if they are to
 * @param chunkWidth of the table, as new chunks have it
 */
record Schema(
    Flavour flavour,
    String name,
    List<String> warnings,
    Optional<String> obstacleToDirectCompress,
    ChunkWidth chunkWidth) {

  Schema {
    warnings = List.copyOf(warnings);
  }

  boolean hasPolicies() {
    return flavour == Flavour.TIMESCALEDB;
  }

  /** The warnings, and what the flavour lacks. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!hasPolicies()) {
      notes.add(
          "plain PostgreSQL: no hypertable, no columnstore, no policies; the aggregates are views");
    }
    notes.addAll(warnings);
    return notes;
  }
}
