package io.geostream.sql;

import io.geostream.common.mapping.TableName;

/**
 * Where a mapping's rows and their offsets are or would be made.
 *
 * @param place of kafka_offsets, and of all else that is ours
 * @param table with its schema
 * @param builtIn whether it is the table that the migrations make
 */
record Target(Place place, TableName table, boolean builtIn) {

  /** The table's name in messages. */
  String shown() {
    return builtIn ? table.name() : table.toString();
  }

  /** The schema of the table. */
  String tableSchema() {
    return table.schema().orElseThrow();
  }
}
