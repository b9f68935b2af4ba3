package io.geostream.sql;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    List<String> statements = new ArrayList<>();
    if (builtIn) {
      statements.add(migrations("all"));
    } else {
      statements.add(ServerCheck.CREATE_EXTENSION);
      statements.add(Scripts.statement(Roles.SCRIPT));
    }
    new Changes(target, mapping, Flavour.TIMESCALEDB, true, true)
        .inEmptyDatabase()
        .forEach(change -> statements.addAll(change.statements()));
    return statements;
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
      ServerDecision.Usable server = new ServerCheck(allowPlainPostgresql).decide(connection);
      return lacking(new Statements(connection), mapping, server);
    } catch (SQLException e) {
      throw SqlFaults.refusal("comparing the schema", e);
    }
  }

  private static List<String> lacking(
      Statements statements, Mapping mapping, ServerDecision.Usable server)
      throws SQLException, SchemaRefusedException {
    Connection connection = statements.connection();
    List<String> lacking = new ArrayList<>();
    boolean extensionLacks = ServerCheck.lacksExtension(server);
    if (extensionLacks) {
      lacking.add(ServerCheck.CREATE_EXTENSION);
    }
    // Where the extension would be made.
    Optional<String> first = Optional.ofNullable(statements.value("SELECT current_schema()"));
    Target target = SearchPath.enter(connection, mapping.table());
    if (extensionLacks) {
      target = target.withExtensionIn(first.orElse(PUBLIC));
    }
    boolean roles = Roles.present(connection);
    if (!roles && Roles.mayBeMade(connection)) {
      lacking.add(Scripts.statement(Roles.SCRIPT));
      roles = true;
    }
    if (target.builtIn()) {
      BuiltInSchema schema =
          new BuiltInSchema(
              statements,
              server.flavour(),
              target.place(),
              PieceSize.DEFAULT,
              MigrationProgress.none());
      HistoryState.range(schema.pending(roles))
          .ifPresent(pending -> lacking.add(migrations(pending)));
    }
    boolean timescaledb = server.flavour() == Flavour.TIMESCALEDB && !extensionLacks;
    new Changes(target, mapping, server.flavour(), timescaledb, roles)
        .in(connection)
        .forEach(change -> lacking.addAll(change.statements()));
    return lacking;
  }

  private static String migrations(String which) {
    return "-- geostream's migrations (%s): `consumer.jar migrate` applies them".formatted(which);
  }
}
