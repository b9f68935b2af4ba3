package io.geostream.sql;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The required form of our objects, and the states that a migration can adopt. Columns are compared
 * by name, so that a newer schema which only adds passes.
 */
final class SchemaRules {

  private static final String TIMESTAMP = "timestamp with time zone";
  private static final String TEXT = "text";
  private static final String NUMBER = "double precision";
  private static final String COUNT = "bigint";

  private record Expected(String name, String type, boolean mayBeNull) {
    static Expected required(String name, String type) {
      return new Expected(name, type, false);
    }

    static Expected nullable(String name, String type) {
      return new Expected(name, type, true);
    }
  }

  private static final List<Expected> METRICS =
      List.of(
          Expected.required("time", TIMESTAMP),
          Expected.required("location_id", TEXT),
          Expected.nullable("latitude", NUMBER),
          Expected.nullable("longitude", NUMBER),
          Expected.nullable("temperature", NUMBER),
          Expected.nullable("humidity", NUMBER),
          Expected.nullable("pressure", NUMBER),
          Expected.nullable("wind_speed", NUMBER),
          Expected.nullable("wind_direction", NUMBER));

  private static final List<Expected> OFFSETS =
      List.of(
          Expected.required("consumer_group", TEXT),
          Expected.required("cluster_id", TEXT),
          Expected.required("topic", TEXT),
          Expected.required("partition", "integer"),
          Expected.required("next_offset", COUNT),
          Expected.required("topic_id", TEXT),
          Expected.nullable("leader_epoch", "integer"),
          Expected.required("updated_at", TIMESTAMP));

  private static final List<Expected> HOURLY =
      List.of(
          Expected.nullable("hour", TIMESTAMP),
          Expected.nullable("location_id", TEXT),
          Expected.nullable("avg_temperature", NUMBER),
          Expected.nullable("avg_humidity", NUMBER),
          Expected.nullable("avg_pressure", NUMBER),
          Expected.nullable("avg_wind_speed", NUMBER),
          Expected.nullable("record_count", COUNT));

  private static final List<Expected> DAILY =
      List.of(
          Expected.nullable("day", TIMESTAMP),
          Expected.nullable("location_id", TEXT),
          Expected.nullable("avg_temperature", NUMBER),
          Expected.nullable("max_temperature", NUMBER),
          Expected.nullable("min_temperature", NUMBER),
          Expected.nullable("avg_humidity", NUMBER),
          Expected.nullable("avg_pressure", NUMBER),
          Expected.nullable("avg_wind_speed", NUMBER),
          Expected.nullable("record_count", COUNT));

  private SchemaRules() {}

  /** What prevents a migration from starting; objects that do not exist yet are fine. */
  static List<String> faultsBeforeMigration(LiveSchema live, Flavour flavour) {
    Set<Relation.Kind> table = EnumSet.of(Relation.Kind.TABLE);
    Set<Relation.Kind> view = EnumSet.of(Relation.Kind.VIEW);
    if (flavour == Flavour.TIMESCALEDB) {
      table.add(Relation.Kind.HYPERTABLE);
      view.add(Relation.Kind.CONTINUOUS_AGGREGATE);
    }
    List<String> faults = new Inspection(live, false).of(table, view);
    if (flavour == Flavour.TIMESCALEDB) {
      faults.addAll(viewsOfOthers(live));
    }
    return faults;
  }

  /** Our own views are replaced by continuous aggregates, and have a history. */
  private static List<String> viewsOfOthers(LiveSchema live) {
    if (live.relation(Flavour.POSTGRESQL.historyTable()).isPresent()) {
      return List.of();
    }
    return Stream.of("hourly_metrics", "daily_metrics")
        .filter(
            name -> live.relation(name).stream().anyMatch(it -> it.kind() == Relation.Kind.VIEW))
        .map(name -> name + " is a plain view that geostream did not make: rename or drop it")
        .toList();
  }

  /** What is missing or wrong in a schema that should be complete. */
  static List<String> faultsWhenComplete(LiveSchema live, Flavour flavour) {
    return switch (flavour) {
      case TIMESCALEDB ->
          new Inspection(live, true)
              .of(Set.of(Relation.Kind.HYPERTABLE), Set.of(Relation.Kind.CONTINUOUS_AGGREGATE));
      case POSTGRESQL ->
          new Inspection(live, true).of(Set.of(Relation.Kind.TABLE), Set.of(Relation.Kind.VIEW));
    };
  }

  /** What works, but has a drawback, one line each. */
  static List<String> warnings(LiveSchema live) {
    List<String> warnings = new ArrayList<>();
    live.uniqueIndexes()
        .forEach(
            index ->
                warnings.add(
                    "geospatial_metrics has the unique index %s: it refuses readings that are alike, and switches direct compress off"
                        .formatted(index)));
    live.duplicateIndexes()
        .forEach(
            index ->
                warnings.add(
                    "geospatial_metrics has the index %s, which another one makes useless: each insert pays for it; DROP INDEX removes it"
                        .formatted(index)));
    if (live.relation(RowsBack.WAITING).isPresent()) {
      warnings.add(
          "%s has rows that are not in geospatial_metrics: `migrate` moves those with a time in the years 1 to 9999 and leaves the others for you to insert with another time or to drop"
              .formatted(RowsBack.WAITING));
    }
    if (live.relation(RowsBack.REFUSED).isPresent()) {
      warnings.add(
          "%s has adopted rows that a unique index of geospatial_metrics has refused: look at them and drop the table"
              .formatted(RowsBack.REFUSED));
    }
    return warnings;
  }

  private record Inspection(LiveSchema live, boolean mustExist) {

    List<String> of(Set<Relation.Kind> table, Set<Relation.Kind> view) {
      List<String> faults = new ArrayList<>();
      inspect("geospatial_metrics", table, METRICS, faults);
      inspect("hourly_metrics", view, HOURLY, faults);
      inspect("daily_metrics", view, DAILY, faults);
      inspect("kafka_offsets", Set.of(Relation.Kind.TABLE), OFFSETS, faults);
      return faults;
    }

    private void inspect(
        String name, Set<Relation.Kind> kinds, List<Expected> columns, List<String> faults) {
      Optional<Relation> found = live.relation(name);
      if (found.isEmpty()) {
        if (mustExist) {
          faults.add(name + " is missing");
        }
        return;
      }
      Relation relation = found.get();
      if (!kinds.contains(relation.kind())) {
        faults.add("%s is %s, not %s".formatted(name, relation.kind(), anyOf(kinds)));
        return;
      }
      columns.forEach(expected -> compare(name, expected, relation, faults));
      refuseColumnsThatWeLeaveOut(name, relation, columns, faults);
    }

    private static void compare(
        String table, Expected expected, Relation relation, List<String> faults) {
      String name = table + "." + expected.name();
      Optional<Column> column = relation.column(expected.name());
      if (column.isEmpty()) {
        faults.add(name + " is missing");
      } else if (!column.get().type().equals(expected.type())) {
        faults.add("%s is %s, not %s".formatted(name, column.get().type(), expected.type()));
      } else if (expected.mayBeNull() && column.get().notNull()) {
        faults.add(name + " is NOT NULL, but readings may lack it");
      }
    }

    private static void refuseColumnsThatWeLeaveOut(
        String table, Relation relation, List<Expected> known, List<String> faults) {
      for (Column column : relation.columns()) {
        boolean ours = known.stream().anyMatch(each -> each.name().equals(column.name()));
        if (!ours && column.notNull() && !column.filled()) {
          faults.add(
              "%s.%s is NOT NULL without a default, and unknown to this version"
                  .formatted(table, column.name()));
        }
      }
    }

    private static String anyOf(Set<Relation.Kind> kinds) {
      return String.join(" or ", kinds.stream().map(Relation.Kind::toString).toList());
    }
  }
}
