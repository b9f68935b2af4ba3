package io.geostream.sql;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.Identifiers;
import io.geostream.common.mapping.Mapping;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a mapping's table and kafka_offsets lack, and the statements that make it; nothing that is
 * there is changed. The built-in table itself and its kafka_offsets come from the migrations.
 *
 * @param timescaledb whether the extension has been created
 * @param roles whether the group roles are there
 */
record Changes(
    Target target, Mapping mapping, Flavour flavour, boolean timescaledb, boolean roles) {

  private static final List<String> OFFSETS =
      List.of("migrations/common/V6__kafka_offsets.sql", "migrations/common/V7__target_table.sql");

  private static final String OFFSETS_GRANTS = "offsets_grants.sql";

  // Asked of the owner alone: no one else could grant it.
  private static final String LACKS_GRANTS =
      """
      SELECT coalesce(bool_or(pg_has_role(relowner, 'USAGE') AND NOT has_table_privilege('geostream_writer', oid, 'UPDATE')), false)
        FROM pg_class WHERE oid = to_regclass(%s)
      """;

  /** In the order in which they are to be made; none if all is there. */
  List<Change> in(Connection connection) throws SQLException {
    List<Change> changes = new ArrayList<>();
    if (!target.builtIn()) {
      offsets(connection, changes);
    }
    Optional<LiveTable> live =
        LiveTable.read(connection, target.table(), mapping.time(), timescaledb);
    if (live.isPresent() && live.get().relation().isTable()) {
      add(
          live.get().relation().columns().stream()
              .map(LiveColumn::name)
              .collect(Collectors.toSet()),
          changes);
    } else if (live.isEmpty() && target.builtIn()) {
      add(SchemaRules.columnsOfMigrations(), changes);
    } else if (live.isEmpty()) {
      changes.add(table(new Statements(connection).holds(hasSchema())));
    }
    return changes;
  }

  /** Makes all in a database that has nothing but the extension and the roles. */
  List<Change> inEmptyDatabase() {
    List<Change> changes = new ArrayList<>();
    if (target.builtIn()) {
      add(SchemaRules.columnsOfMigrations(), changes);
    } else {
      changes.add(offsets(true));
      changes.add(table(target.table().schema().isEmpty()));
    }
    return changes;
  }

  private void offsets(Connection connection, List<Change> changes) throws SQLException {
    Place place = target.place();
    LiveSchema live = LiveSchema.read(connection, place.schema(), timescaledb);
    if (SchemaRules.lacksOffsets(live)) {
      changes.add(offsets(true));
    } else if (roles
        && new Statements(connection)
            .holds(LACKS_GRANTS.formatted(place.literal("kafka_offsets")))) {
      changes.add(offsets(false));
    }
  }

  private Change offsets(boolean made) {
    List<String> statements = new ArrayList<>();
    // The scripts name no schema, and psql has another path than the migrator.
    statements.add("SET LOCAL search_path TO " + Identifiers.quoted(target.place().schema()));
    if (made) {
      OFFSETS.forEach(script -> statements.add(Scripts.statement(script)));
    }
    if (roles) {
      statements.add(Scripts.statement(OFFSETS_GRANTS));
    }
    return new Change(made ? "kafka_offsets" : "grants", statements);
  }

  private Change table(boolean schemaIsThere) {
    TableSql sql = sql();
    List<String> statements = new ArrayList<>();
    if (!schemaIsThere) {
      statements.add(sql.makeSchema());
      if (roles) {
        statements.addAll(sql.grantSchema());
      }
    }
    statements.addAll(sql.make());
    if (roles) {
      statements.addAll(sql.grantTable());
    }
    return new Change(target.shown(), statements);
  }

  private void add(Set<String> present, List<Change> changes) {
    TableSql sql = sql();
    for (Column column : mapping.columns()) {
      if (!present.contains(column.name())) {
        changes.add(new Change(target.shown() + "." + column.name(), List.of(sql.add(column))));
      }
    }
  }

  private TableSql sql() {
    return new TableSql(mapping, target.table(), flavour, target.place().extension());
  }

  private String hasSchema() {
    return "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = %s)"
        .formatted(Identifiers.literal(target.tableSchema()));
  }
}
