package io.geostream.sql;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Identifiers;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.OnConflict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a mapping asks of its table.
 *
 * @param plainAllowed whether the table may be without partitions
 */
record TableRules(Mapping mapping, Target target, boolean plainAllowed) {

  /** What stays wrong in a table that is there: columns are added to it, and nothing else. */
  List<String> faultsThatStay(LiveTable live) {
    List<String> faults = new ArrayList<>();
    if (!target.builtIn()) { // its migrations make a hypertable of it
      kind(live.relation().kind(), faults);
    }
    // The unique index cannot be there without its columns.
    List<ColumnRules.Expected> columns =
        expected().stream()
            .filter(
                column ->
                    live.relation().column(column.name()).isPresent()
                        || mapping.unique().contains(column.name()))
            .toList();
    faults.addAll(ColumnRules.faults(target.shown(), live.relation(), columns));
    if (live.relation().isTable()) {
      unique(live, faults);
    }
    return faults;
  }

  /** Each difference, one line each. */
  List<String> faults(Optional<LiveTable> found) {
    if (found.isEmpty()) {
      return List.of(target.shown() + " is missing");
    }
    LiveTable live = found.get();
    List<String> faults = new ArrayList<>();
    kind(live.relation().kind(), faults);
    faults.addAll(ColumnRules.faults(target.shown(), live.relation(), expected()));
    if (live.relation().isTable()) {
      unique(live, faults);
      rights(live, faults);
    }
    return faults;
  }

  private void kind(Relation.Kind kind, List<String> faults) {
    switch (kind) {
      case HYPERTABLE -> {}
      case TABLE -> {
        if (!plainAllowed) {
          faults.add(
              "%s is a plain table, not a hypertable on %s: SELECT create_hypertable(%s, by_range(%s), migrate_data => true) makes it one%s"
                  .formatted(
                      target.shown(),
                      mapping.time(),
                      Identifiers.literal(target.table().sql()),
                      Identifiers.literal(mapping.time()),
                      target.builtIn() ? "" : "; --allow-plain-postgresql takes it as it is"));
        }
      }
      case OTHER_HYPERTABLE ->
          faults.add(
              "%s is a hypertable on another column than %s: name that column as the mapping's time"
                  .formatted(target.shown(), mapping.time()));
      default -> faults.add("%s is %s, not a table".formatted(target.shown(), kind));
    }
  }

  private List<ColumnRules.Expected> expected() {
    return mapping.columns().stream().map(TableRules::expected).toList();
  }

  private static ColumnRules.Expected expected(Column column) {
    String type = column.type().catalogName();
    List<String> types =
        column.type() == ColumnType.TEXT
            ? List.of(type, "character varying", "character", "bpchar")
            : List.of(type);
    return new ColumnRules.Expected(column.name(), types, true, column.mayBeNull());
  }

  private void unique(LiveTable live, List<String> faults) {
    List<String> unique = mapping.unique();
    if (!unique.isEmpty() && !live.keys().contains(Set.copyOf(unique))) {
      faults.add(
          "%s has no unique index on exactly (%s) that is valid, immediate and for all rows: CREATE UNIQUE INDEX ON %s (%s) makes it"
              .formatted(
                  target.shown(),
                  String.join(", ", unique),
                  target.table().sql(),
                  String.join(", ", unique.stream().map(Identifiers::quoted).toList())));
    }
  }

  private void rights(LiveTable live, List<String> faults) {
    LoginRights rights = new LoginRights(target.table(), target.shown(), live);
    List<String> mapped = mapping.columns().stream().map(Column::name).toList();
    faults.addAll(rights.lackingOnSchema());
    faults.addAll(rights.lacking("INSERT", mapped));
    if (mapping.onConflict() != OnConflict.REFUSE) {
      boolean updates = mapping.onConflict() == OnConflict.UPDATE;
      faults.addAll(rights.lacking("SELECT", updates ? mapped : mapping.unique()));
      if (updates) {
        List<String> others = new ArrayList<>(mapped);
        others.removeAll(mapping.unique());
        faults.addAll(rights.lacking("UPDATE", others));
      }
    }
  }
}
