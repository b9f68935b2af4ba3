package io.geostream.sql;

import io.geostream.common.mapping.Mapping;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what is in the database with what a mapping and this build need; changes nothing.
 *
 * @param plainAllowed whether a table of others may be without partitions
 */
record Verification(
    BuiltInSchema schema,
    Target target,
    Mapping mapping,
    ServerDecision.Usable server,
    boolean plainAllowed) {

  /**
   * Reports what is there.
   *
   * @param remedy what to do about what is missing, for the message
   * @throws SchemaRefusedException with every difference, if there is one
   */
  SchemaReport report(Migrated migrated, List<String> applied, String remedy)
      throws SQLException, SchemaRefusedException {
    LiveSchema live = schema.live();
    Optional<LiveTable> table =
        LiveTable.read(
            schema.statements().connection(), target.table(), mapping.time(), onTimescaleDb());
    List<String> faults = new ArrayList<>(rules().faults(table));
    faults.addAll(
        target.builtIn()
            ? SchemaRules.faultsWhenComplete(live, server.flavour())
            : SchemaRules.faultsOfOffsets(live));
    if (!faults.isEmpty()) {
      throw new SchemaRefusedException(
          "%s cannot be used: %s%s".formatted(target.table(), String.join("; ", faults), remedy));
    }
    boolean hypertable =
        table.map(it -> it.relation().kind()).stream()
            .anyMatch(kind -> kind == Relation.Kind.HYPERTABLE);
    return new SchemaReport(
        server.flavour(),
        server.server(),
        target.place().schema(),
        migrated.version(),
        target.table(),
        target.builtIn(),
        hypertable,
        applied,
        warnings(live, hypertable));
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
        warnings.addAll(Retention.warnings(schema.statements(), target.place()));
      }
    } else if (hypertable) {
      warnings.addAll(HypertableWarnings.of(schema.statements(), target, mapping));
    }
    return warnings;
  }

  private boolean onTimescaleDb() {
    return server.flavour() == Flavour.TIMESCALEDB;
  }
}
