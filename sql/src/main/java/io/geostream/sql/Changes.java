package io.geostream.sql;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.Identifiers;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.OnConflict;
import io.geostream.common.mapping.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a mapping's table and kafka_offsets lack, and the statements that add it. Existing objects
 * are not changed, except that our roles get their rights. The built-in table itself and its
 * kafka_offsets come from the migrations.
 *
 * @param timescaledb whether the extension has been created
 * @param roles whether the group roles are there, or are made before
 */
record Changes(
    Target target, Mapping mapping, Flavour flavour, boolean timescaledb, boolean roles) {

  private static final List<String> OFFSETS =
      List.of("migrations/common/V6__kafka_offsets.sql", "migrations/common/V7__target_table.sql");

  /** In the order in which they are to be made, after the migrations; none if all is there. */
  List<Change> in(Connection connection) throws SQLException {
    Statements statements = new Statements(connection);
    List<Change> changes = new ArrayList<>();
    if (!target.builtIn()) {
      LiveSchema live = LiveSchema.read(connection, target.place().schema(), timescaledb);
      offsets(SchemaRules.lacksOffsets(live), lacking(grantsOnOffsets(), statements), changes);
    }
    Optional<LiveTable> live =
        LiveTable.read(connection, target.table(), mapping.time(), timescaledb);
    if (live.isEmpty()) {
      table(statements.holds(hasSchema()), lacking(grantsOnTable(), statements), changes);
    } else if (live.get().relation().isTable()) {
      columns(
          live.get().relation().columns().stream()
              .map(LiveColumn::name)
              .collect(Collectors.toSet()),
          changes);
      add(target.shown(), List.of(), lacking(grantsOnTable(), statements), changes);
    }
    return changes;
  }

  /** The same in a database that has nothing but the extension and the roles. */
  List<Change> inEmptyDatabase() {
    List<Change> changes = new ArrayList<>();
    if (!target.builtIn()) {
      offsets(true, grantsOnOffsets().map(Grants::ofTable).orElse(List.of()), changes);
    }
    boolean hasSchema = target.builtIn() || target.table().schema().isEmpty();
    List<String> grants = new ArrayList<>();
    grantsOnTable()
        .ifPresent(
            all -> {
              if (!hasSchema) {
                grants.addAll(all.ofSchema());
              }
              grants.addAll(all.ofTable());
            });
    table(hasSchema, grants, changes);
    return changes;
  }

  private void offsets(boolean made, List<String> grants, List<Change> changes) {
    List<String> statements = new ArrayList<>();
    if (made) {
      // The scripts name no schema, and psql has another path than the migrator.
      statements.add("SET LOCAL search_path TO " + Identifiers.quoted(target.place().schema()));
      OFFSETS.forEach(script -> statements.add(Scripts.statement(script)));
    }
    add(SchemaRules.OFFSETS_TABLE, statements, grants, changes);
  }

  private void table(boolean hasSchema, List<String> grants, List<Change> changes) {
    if (target.builtIn()) {
      columns(SchemaRules.columnsOfMigrations(), changes);
      add("the unique index of " + target.shown(), sql().uniqueIndex(), List.of(), changes);
      add(target.shown(), List.of(), grants, changes);
      return;
    }
    List<String> statements = new ArrayList<>();
    if (!hasSchema) {
      statements.add(sql().makeSchema());
    }
    statements.addAll(sql().make());
    add(target.shown(), statements, grants, changes);
  }

  private void columns(Set<String> present, List<Change> changes) {
    for (Column column : mapping.columns()) {
      if (!present.contains(column.name())) {
        changes.add(new Change(target.shown() + "." + column.name(), List.of(sql().add(column))));
      }
    }
  }

  /** Puts the grants on an object into the change that makes it. */
  private static void add(
      String name, List<String> made, List<String> grants, List<Change> changes) {
    List<String> statements = new ArrayList<>(made);
    statements.addAll(grants);
    if (!statements.isEmpty()) {
      changes.add(new Change(made.isEmpty() ? "grants on " + name : name, statements));
    }
  }

  private static List<String> lacking(Optional<Grants> grants, Statements statements)
      throws SQLException {
    return grants.isPresent() ? grants.get().lacking(statements) : List.of();
  }

  private Optional<Grants> grantsOnOffsets() {
    TableName offsets =
        new TableName(Optional.of(target.place().schema()), SchemaRules.OFFSETS_TABLE);
    return Optional.of(new Grants(offsets, true)).filter(grants -> roles);
  }

  /** The migrations grant all but UPDATE. */
  private Optional<Grants> grantsOnTable() {
    boolean updates = mapping.onConflict() == OnConflict.UPDATE;
    return Optional.of(new Grants(target.table(), updates))
        .filter(grants -> roles && (updates || !target.builtIn()));
  }

  private TableSql sql() {
    return new TableSql(mapping, target.table(), flavour, target.place());
  }

  private String hasSchema() {
    return "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = %s)"
        .formatted(Identifiers.literal(target.tableSchema()));
  }
}
