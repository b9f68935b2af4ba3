package io.geostream.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares a table's columns, by name, with those that are written or read. */
final class ColumnRules {

  /**
   * A column that must be there.
   *
   * @param types those that it may have, in PostgreSQL's own words; the first one is the usual
   * @param anyModifier whether a length or precision makes no difference
   * @param mayBeNull whether rows may lack it
   */
  record Expected(String name, List<String> types, boolean anyModifier, boolean mayBeNull) {

    static Expected required(String name, String type) {
      return new Expected(name, List.of(type), false, false);
    }

    static Expected nullable(String name, String type) {
      return new Expected(name, List.of(type), false, true);
    }

    private boolean accepts(String type) {
      return types.contains(anyModifier ? type.replaceFirst("\\([0-9,-]+\\)", "") : type);
    }
  }

  private ColumnRules() {}

  /** The differences, one each. */
  static List<String> faults(String table, Relation relation, List<Expected> columns) {
    List<String> faults = new ArrayList<>(faultsOfTypes(table, relation, columns));
    refuseNotNull(table, relation, columns, faults);
    return faults;
  }

  /** The differences apart from NOT NULL, which depends on what the rows have. */
  static List<String> faultsOfTypes(String table, Relation relation, List<Expected> columns) {
    List<String> faults = new ArrayList<>();
    columns.forEach(expected -> compare(table, expected, relation, faults));
    return faults;
  }

  private static void compare(
      String table, Expected expected, Relation relation, List<String> faults) {
    String name = table + "." + expected.name();
    Optional<LiveColumn> found = relation.column(expected.name());
    if (found.isEmpty()) {
      faults.add(name + " is missing");
      return;
    }
    LiveColumn column = found.get();
    if (!expected.accepts(column.type())) {
      faults.add("%s is %s, not %s".formatted(name, column.type(), expected.types().get(0)));
    }
    if (column.generated()) {
      faults.add(name + " is generated, but rows have a value for it");
    }
  }

  private static void refuseNotNull(
      String table, Relation relation, List<Expected> known, List<String> faults) {
    Map<String, Expected> rows =
        known.stream().collect(Collectors.toMap(Expected::name, Function.identity()));
    for (LiveColumn column : relation.columns()) {
      Expected expected = rows.get(column.name());
      String name = table + "." + column.name();
      if (expected == null && column.notNull() && !column.filled()) {
        faults.add(name + " is NOT NULL without a default, but rows do not have it");
      } else if (expected != null && column.notNull() && expected.mayBeNull()) {
        faults.add(name + " is NOT NULL, but rows may lack it");
      }
    }
  }
}
