package io.geostream.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The migrations that make geospatial_metrics, its views and policies, and kafka_offsets. */
record BuiltInSchema(
    Statements statements,
    Flavour flavour,
    Place place,
    PieceSize size,
    MigrationProgress progress) {

  /** Applies what is missing, and returns it in order. */
  List<String> migrate(Locks locks, boolean roles) throws SQLException, SchemaRefusedException {
    MigrationHistory history = history(roles);
    HistoryState before = history.state();
    refuse(before.faults());
    if (isUpToDate(before)) {
      if (flavour == Flavour.TIMESCALEDB) {
        finishAdoption(locks);
      }
      return List.of();
    }
    if (flavour == Flavour.TIMESCALEDB && before.isEmpty()) {
      Adoption adoption = new Adoption(statements, place, size, progress);
      LiveSchema live = live();
      locks.untilDone(() -> adoption.prepare(live));
    }
    locks.untilDone(history::migrate);
    return applied(before, history.state());
  }

  /** Checks that nothing is missing; changes nothing. */
  void check(boolean roles) throws SQLException, SchemaRefusedException {
    HistoryState state = history(roles).state();
    refuse(state.faults());
    if (!isUpToDate(state)) {
      throw new SchemaRefusedException(
          "schema \"%s\" lacks %s of geostream's migrations: run `migrate` as the owner of the schema"
              .formatted(place.schema(), HistoryState.range(missing(state)).orElse("some")));
    }
  }

  /** The migrations that would be applied. */
  List<String> pending(boolean roles) throws SQLException, SchemaRefusedException {
    HistoryState state = history(roles).state();
    return isUpToDate(state) ? List.of() : missing(state);
  }

  private static List<String> missing(HistoryState state) {
    List<String> missing = new ArrayList<>(state.unfinished());
    missing.addAll(state.pending());
    return missing;
  }

  /** Another build, without this table, has finished the migration while rows were set aside. */
  private void finishAdoption(Locks locks) throws SQLException, SchemaRefusedException {
    RowsBack rows = new RowsBack(statements, place, size, progress);
    HistoryRefresh aggregates = new HistoryRefresh(statements, place, progress);
    if (!rows.haveRows() && !aggregates.isUnfinished()) {
      return;
    }
    locks.untilDone(
        () -> {
          aggregates.begin();
          rows.move();
          aggregates.run();
        });
  }

  private static List<String> applied(HistoryState before, HistoryState after) {
    return Stream.concat(before.unfinished().stream(), before.pending().stream())
        .filter(each -> !after.unfinished().contains(each) && !after.pending().contains(each))
        .toList();
  }

  private LiveSchema live() throws SQLException {
    return LiveSchema.read(statements.connection(), place.schema(), flavour == Flavour.TIMESCALEDB);
  }

  private MigrationHistory history(boolean roles) {
    return new MigrationHistory(
        statements,
        flavour,
        place,
        roles,
        new RefreshHistory(
            new RowsBack(statements, place, size, progress),
            new HistoryRefresh(statements, place, progress)));
  }

  /** A newer build's grants differ from ours, and stay. */
  private static boolean isUpToDate(HistoryState state) {
    boolean versionsMissing = state.pending().stream().anyMatch(each -> each.startsWith("V"));
    return state.unfinished().isEmpty()
        && !versionsMissing
        && (state.pending().isEmpty() || !state.newer().isEmpty());
  }

  private void refuse(List<String> faults) throws SchemaRefusedException {
    if (!faults.isEmpty()) {
      throw new SchemaRefusedException(
          "schema \"%s\" is not geostream's: %s"
              .formatted(place.schema(), String.join("; ", faults)));
    }
  }
}
