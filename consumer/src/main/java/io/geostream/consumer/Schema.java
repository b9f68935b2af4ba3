package io.geostream.consumer;

import io.geostream.consumer.write.DirectCompress;
import io.geostream.sql.Flavour;
import java.util.ArrayList;
import java.util.List;

/**
 * A schema that is in order.
 *
 * @param warnings what whoever runs it should know
 * @param directCompress whether rows can go straight into the columnstore
 */
record Schema(Flavour flavour, List<String> warnings, DirectCompress directCompress) {

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
