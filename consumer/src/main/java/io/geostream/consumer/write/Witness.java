package io.geostream.consumer.write;

import io.geostream.common.mapping.Identifiers;
import io.geostream.consumer.database.TargetTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The statement that shows whether a table takes rows: it adds the newest one again, a second
 * later, where none is yet. The table took such a row, and a unique index with the time in it does
 * not refuse this one, even if the column rounds times to seconds.
 */
final class Witness {

  private Witness() {}

  static String of(TargetTable table) {
    String time = Identifiers.quoted(table.time());
    List<String> values =
        new ArrayList<>(table.columnNames().stream().map(Identifiers::quoted).toList());
    values.set(0, time + " + interval '1 second'");
    return """
        INSERT INTO %1$s (%2$s)
        SELECT %3$s FROM %1$s ORDER BY %4$s DESC LIMIT 1"""
        .formatted(table.name().sql(), table.columnList(), String.join(", ", values), time);
  }
}
