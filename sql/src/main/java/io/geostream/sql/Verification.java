package io.geostream.sql;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.TableName;
import io.geostream.common.mapping.file.MappingFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what is in the database with what a mapping and this build need; changes nothing.
 *
 * @param plainAllowed whether a table of others may be without partitions
 */
record Verification(
    Statements statements,
    Target target,
    Mapping mapping,
    ServerDecision.Usable server,
    boolean plainAllowed) {

  /** What stays wrong whatever is made, before it is. */
  List<String> faultsThatStay() throws SQLException {
    LiveSchema live = live();
    Set<String> faults =
        new LinkedHashSet<>(
            target.builtIn()
                ? SchemaRules.faultsBeforeMigration(live, server.flavour())
                : SchemaRules.faultsOfOffsetsBeforeMigration(live));
    read(target.table()).map(rules()::faultsThatStay).ifPresent(faults::addAll);
    return List.copyOf(faults);
  }

  /** Every difference. */
  List<String> faults() throws SQLException {
    return faults(live(), read(target.table()));
  }

  /** Throws with all faults, if there is one. */
  void refuse(List<String> faults) throws SchemaRefusedException {
    refuse(faults, "");
  }

  /** The message with all faults. */
  String message(List<String> faults) {
    return "%s cannot be used: %s".formatted(target.table(), String.join("; ", faults));
  }

  /**
   * Reports what is there.
   *
   * @param remedy what to do about what is missing, for the message
   * @throws SchemaRefusedException with every difference, if there is one
   */
  SchemaReport report(List<String> applied, String remedy)
      throws SQLException, SchemaRefusedException {
    LiveSchema live = live();
    Optional<LiveTable> table = read(target.table());
    List<String> faults = faults(live, table);
    refuse(faults, remedy);
    boolean hypertable =
        table.map(it -> it.relation().kind()).stream()
            .anyMatch(kind -> kind == Relation.Kind.HYPERTABLE);
    return new SchemaReport(
        server.server(),
        target.place().schema(),
        target.table(),
        target.builtIn(),
        hypertable,
        applied,
        warnings(live, hypertable));
  }

  private void refuse(List<String> faults, String remedy) throws SchemaRefusedException {
    if (!faults.isEmpty()) {
      throw new SchemaRefusedException(message(faults) + remedy);
    }
  }

  private List<String> faults(LiveSchema live, Optional<LiveTable> table) throws SQLException {
    // Both tables may be in one schema.
    Set<String> faults = new LinkedHashSet<>(rules().faults(table));
    faults.addAll(
        target.builtIn()
            ? SchemaRules.faultsWhenComplete(live, server.flavour())
            : SchemaRules.faultsOfOffsets(live));
    TableName name = new TableName(Optional.of(target.place().schema()), SchemaRules.OFFSETS_TABLE);
    read(name)
        .filter(offsets -> offsets.relation().isTable())
        .map(offsets -> new LoginRights(name, name.name(), offsets))
        .ifPresent(
            rights -> {
              faults.addAll(rights.lackingOnSchema());
              faults.addAll(rights.lacking(List.of("SELECT", "INSERT", "UPDATE")));
            });
    return List.copyOf(faults);
  }

  private LiveSchema live() throws SQLException {
    return LiveSchema.read(connection(), target.place().schema(), hasExtension());
  }

  private Optional<LiveTable> read(TableName name) throws SQLException {
    return LiveTable.read(connection(), name, mapping.time(), hasExtension());
  }

  private Connection connection() {
    return statements.connection();
  }

  private TableRules rules() {
    boolean plain = target.builtIn() ? !onTimescaleDb() : plainAllowed;
    return new TableRules(mapping, target, plain);
  }

  private List<String> warnings(LiveSchema live, boolean hypertable) throws SQLException {
    List<String> warnings = new ArrayList<>();
    if (target.builtIn()) {
      warnings.addAll(SchemaRules.warnings(live, !mapping.unique().isEmpty()));
      if (onTimescaleDb()) {
        warnings.addAll(Retention.warnings(statements, target.place()));
      }
    }
    // What the built-in mapping says, the migrations have made, and an operator may change it.
    if (hypertable && !mapping.equals(MappingFile.builtIn())) {
      HypertableWarning.of(statements, target, mapping.hypertable()).ifPresent(warnings::add);
    }
    return warnings;
  }

  private boolean onTimescaleDb() {
    return server.flavour() == Flavour.TIMESCALEDB;
  }

  private boolean hasExtension() {
    return onTimescaleDb() && !server.lacksExtension();
  }
}
