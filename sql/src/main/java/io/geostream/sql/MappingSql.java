package io.geostream.sql;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The statements that {@link SchemaMigrator#migrate} runs for a mapping, in their order and without
 * a semicolon at the end. For the built-in table's migrations there is a comment that names them.
 */
public final class MappingSql {

  private static final String PUBLIC = "public";

  private MappingSql() {}

  /** What makes all in a database that is empty, on a server with TimescaleDB. */
  public static List<String> ofEmptyDatabase(Mapping mapping) {
    TableName table = mapping.table();
    boolean builtIn =
        table.name().equals(SearchPath.BUILT_IN) && table.schema().orElse(PUBLIC).equals(PUBLIC);
    Target target = new Target(new Place(PUBLIC, PUBLIC), table, builtIn);
    List<Change> changes = new ArrayList<>();
    if (builtIn) {
      changes.add(migrations("all"));
    } else {
      changes.add(ServerCheck.EXTENSION);
      changes.add(Roles.MISSING);
    }
    changes.addAll(new Changes(target, mapping, Flavour.TIMESCALEDB, true, true).inEmptyDatabase());
    return statements(changes);
  }

  /**
   * What a database lacks; none if all is there. Changes nothing.
   *
   * @param dataSource gives connections of the user who would migrate
   * @param allowPlainPostgresql as for {@link SchemaMigrator}
   * @throws SchemaRefusedException if the server cannot be used, or the built-in table's migrations
   *     cannot be applied
   * @throws SQLException if the server is away or busy
   */
  @SuppressWarnings("try") // restores the settings at the end
  public static List<String> of(
      DataSource dataSource, Mapping mapping, boolean allowPlainPostgresql)
      throws SQLException, SchemaRefusedException {
    try (Connection connection = dataSource.getConnection();
        SessionSettings settings = SessionSettings.change(connection)) {
      return statements(lacking(connection, mapping, new ServerCheck(allowPlainPostgresql)));
    } catch (SQLException e) {
      throw SqlFaults.refusal("comparing the schema", e);
    }
  }

  private static List<Change> lacking(Connection connection, Mapping mapping, ServerCheck check)
      throws SQLException, SchemaRefusedException {
    ServerDecision.Usable server = check.decide(connection);
    Plan plan = Plan.of(connection, mapping, server);
    List<Change> changes = new ArrayList<>(plan.first());
    if (plan.target().builtIn()) {
      SearchPath.enter(connection, plan.target());
      BuiltInSchema schema =
          new BuiltInSchema(
              new Statements(connection),
              server.flavour(),
              plan.target().place(),
              PieceSize.DEFAULT,
              MigrationProgress.none());
      HistoryState.range(schema.pending(plan.roles()))
          .ifPresent(pending -> changes.add(migrations(pending)));
    }
    changes.addAll(plan.then());
    return changes;
  }

  private static Change migrations(String which) {
    return new Change(
        "migrations",
        List.of(
            "-- geostream's migrations (%s): `consumer.jar migrate` applies them"
                .formatted(which)));
  }

  private static List<String> statements(List<Change> changes) {
    return changes.stream().flatMap(change -> change.statements().stream()).toList();
  }
}
