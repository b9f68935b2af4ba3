package io.geostream.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** The migrations of this build and those in the database, through Flyway. */
final class MigrationHistory {

  /** Its script runs outside a transaction, and is written so that running it again is right. */
  private static final Set<String> REPEATED_AFTER_FAILURE = Set.of("4");

  private final Connection connection;
  private final Flavour flavour;
  private final String schema;
  private final Flyway flyway;

  MigrationHistory(Connection connection, Flavour flavour, String schema, boolean roles) {
    this.connection = connection;
    this.flavour = flavour;
    this.schema = schema;
    this.flyway = flyway(connection, flavour, schema, roles);
  }

  private static Flyway flyway(
      Connection connection, Flavour flavour, String schema, boolean roles) {
    FluentConfiguration configuration =
        Flyway.configure(MigrationHistory.class.getClassLoader())
            .loggers(QuietFlywayLog.class.getName())
            .dataSource(new SharedConnection(connection))
            .locations(flavour.locations().toArray(String[]::new))
            .failOnMissingLocations(true)
            .validateMigrationNaming(true)
            .defaultSchema(schema)
            .createSchemas(false)
            .table(flavour.historyTable())
            // So that version 1 runs on a schema that is not empty.
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .placeholders(Map.of("roles", roles ? "present" : "absent"))
            .cleanDisabled(true);
    // A lock held by an open transaction would hang what cannot run inside one.
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return configuration.load();
  }

  /** Reads both sides; changes nothing and needs SELECT on the history table alone. */
  HistoryState state() throws SQLException, SchemaRefusedException {
    try {
      return HistoryState.of(List.of(flyway.info().all()));
    } catch (FlywayException e) {
      throw SqlFaults.refusal("reading " + flavour.historyTable(), e);
    }
  }

  /**
   * Applies what is pending, after forgetting failures that may be repeated. Returns what was
   * applied.
   */
  List<String> migrate() throws SQLException, SchemaRefusedException {
    try {
      forgetRepeatableFailures();
      List<String> applied = new ArrayList<>();
      flyway
          .migrate()
          .migrations
          .forEach(each -> applied.add(HistoryState.name(each.version, each.description)));
      return applied;
    } catch (FlywayException e) {
      throw SqlFaults.refusal("applying the schema", e);
    }
  }

  private void forgetRepeatableFailures() throws SQLException {
    for (MigrationInfo each : flyway.info().all()) {
      if (each.getState() == MigrationState.FAILED && mayBeRepeated(each)) {
        try (PreparedStatement statement =
            connection.prepareStatement(
                "DELETE FROM %s WHERE version = ? AND NOT success".formatted(quotedTable()))) {
          statement.setString(1, each.getVersion().getVersion());
          statement.executeUpdate();
        }
      }
    }
  }

  static boolean mayBeRepeated(MigrationInfo migration) {
    return migration.isVersioned()
        && REPEATED_AFTER_FAILURE.contains(migration.getVersion().getVersion());
  }

  private String quotedTable() {
    return '"' + schema.replace("\"", "\"\"") + "\"." + flavour.historyTable();
  }
}
