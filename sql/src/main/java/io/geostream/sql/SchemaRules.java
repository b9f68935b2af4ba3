package io.geostream.sql;

import io.geostream.sql.ColumnRules.Expected;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The required form of our objects, and the states that a migration can adopt. Columns are compared
 * by name, so that a newer schema which only adds passes.
 */
final class SchemaRules {

  static final String OFFSETS_TABLE = "kafka_offsets";

  private static final String TIMESTAMP = "timestamp with time zone";
  private static final String TEXT = "text";
  private static final String NUMBER = "double precision";
  private static final String COUNT = "bigint";

  /** What the migrations make, and a migration can adopt. */
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

  /** Of V6; later columns are added by a migration. */
  private static final List<Expected> FIRST_OFFSETS =
      List.of(
          Expected.required("consumer_group", TEXT),
          Expected.required("cluster_id", TEXT),
          Expected.required("topic", TEXT),
          Expected.required("partition", "integer"),
          Expected.required("next_offset", COUNT),
          Expected.required("topic_id", TEXT),
          Expected.nullable("leader_epoch", "integer"),
          Expected.required("updated_at", TIMESTAMP));

  private static final List<Expected> OFFSETS =
      Stream.concat(FIRST_OFFSETS.stream(), Stream.of(Expected.nullable("target_table", TEXT)))
          .toList();

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

  /** The columns of geospatial_metrics that the migrations make. */
  static Set<String> columnsOfMigrations() {
    return METRICS.stream().map(Expected::name).collect(Collectors.toUnmodifiableSet());
  }

  /** What prevents a migration from starting; objects that do not exist yet are fine. */
  static List<String> faultsBeforeMigration(LiveSchema live, Flavour flavour) {
    Set<Relation.Kind> table = EnumSet.of(Relation.Kind.TABLE);
    Set<Relation.Kind> view = EnumSet.of(Relation.Kind.VIEW);
    if (flavour == Flavour.TIMESCALEDB) {
      table.add(Relation.Kind.HYPERTABLE);
      view.add(Relation.Kind.CONTINUOUS_AGGREGATE);
    }
    Inspection inspection = new Inspection(live, false, new ArrayList<>());
    inspection.readings(table);
    inspection.views(view);
    inspection.offsets(FIRST_OFFSETS);
    if (flavour == Flavour.TIMESCALEDB) {
      inspection.faults().addAll(viewsOfOthers(live));
    }
    return inspection.faults();
  }

  /** Our own views, which have a history of migrations, are replaced by continuous aggregates. */
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

  /**
   * What is missing or wrong in a schema that should be complete, apart from geospatial_metrics.
   */
  static List<String> faultsWhenComplete(LiveSchema live, Flavour flavour) {
    Inspection inspection = new Inspection(live, true, new ArrayList<>());
    inspection.views(
        Set.of(
            flavour == Flavour.TIMESCALEDB
                ? Relation.Kind.CONTINUOUS_AGGREGATE
                : Relation.Kind.VIEW));
    inspection.offsets(OFFSETS);
    return inspection.faults();
  }

  /** Of {@link #faultsBeforeMigration} what kafka_offsets has. */
  static List<String> faultsOfOffsetsBeforeMigration(LiveSchema live) {
    Inspection inspection = new Inspection(live, false, new ArrayList<>());
    inspection.offsets(FIRST_OFFSETS);
    return inspection.faults();
  }

  /** Of {@link #faultsWhenComplete} what kafka_offsets has. */
  static List<String> faultsOfOffsets(LiveSchema live) {
    Inspection inspection = new Inspection(live, true, new ArrayList<>());
    inspection.offsets(OFFSETS);
    return inspection.faults();
  }

  /** Whether kafka_offsets or a column of it has to be made. */
  static boolean lacksOffsets(LiveSchema live) {
    Optional<Relation> offsets = live.relation(OFFSETS_TABLE);
    return offsets.isEmpty()
        || (offsets.get().isTable()
            && OFFSETS.stream().anyMatch(each -> offsets.get().column(each.name()).isEmpty()));
  }

  /**
   * What works, but has a drawback, one line each.
   *
   * @param unique whether the mapping asks for a unique index
   */
  static List<String> warnings(LiveSchema live, boolean unique) {
    List<String> warnings = new ArrayList<>();
    (unique ? List.<String>of() : live.uniqueIndexes())
        .forEach(
            index ->
                warnings.add(
                    "geospatial_metrics has the unique index %s: it refuses rows that are equal in its columns, and switches direct compress off"
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

  private record Inspection(LiveSchema live, boolean mustExist, List<String> faults) {

    /** Without NOT NULL: TableRules compares that with the mapping. */
    void readings(Set<Relation.Kind> table) {
      find(SearchPath.BUILT_IN, table)
          .map(it -> ColumnRules.faultsOfTypes(SearchPath.BUILT_IN, it, METRICS))
          .ifPresent(faults::addAll);
    }

    void views(Set<Relation.Kind> view) {
      inspect("hourly_metrics", view, HOURLY);
      inspect("daily_metrics", view, DAILY);
    }

    void offsets(List<Expected> columns) {
      inspect(OFFSETS_TABLE, Set.of(Relation.Kind.TABLE), columns);
    }

    private void inspect(String name, Set<Relation.Kind> kinds, List<Expected> columns) {
      find(name, kinds).map(it -> ColumnRules.faults(name, it, columns)).ifPresent(faults::addAll);
    }

    private Optional<Relation> find(String name, Set<Relation.Kind> kinds) {
      Optional<Relation> found = live.relation(name);
      if (found.isEmpty() && mustExist) {
        faults.add(name + " is missing");
      }
      found
          .filter(it -> !kinds.contains(it.kind()))
          .ifPresent(it -> faults.add("%s is %s, not %s".formatted(name, it.kind(), anyOf(kinds))));
      return found.filter(it -> kinds.contains(it.kind()));
    }

    private static String anyOf(Set<Relation.Kind> kinds) {
      return String.join(" or ", kinds.stream().map(Relation.Kind::toString).toList());
    }
  }
}
