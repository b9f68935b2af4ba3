package io.geostream.sql;

import io.geostream.common.mapping.Identifiers;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** The migrations of this build and those in the database, through Flyway. */
final class MigrationHistory {

  private final Statements statements;
  private final Flavour flavour;
  private final Place place;
  private final Flyway flyway;

  /**
   * @param roles whether the group roles exist on the server
   * @param refreshHistory the migration that is Java code; only for TimescaleDB
   */
  MigrationHistory(
      Statements statements,
      Flavour flavour,
      Place place,
      boolean roles,
      RefreshHistory refreshHistory) {
    this.statements = statements;
    this.flavour = flavour;
    this.place = place;
    this.flyway = flyway(roles, refreshHistory);
  }

  private Flyway flyway(boolean roles, RefreshHistory refreshHistory) {
    FluentConfiguration configuration =
        Flyway.configure(MigrationHistory.class.getClassLoader())
            .loggers(QuietFlywayLog.class.getName())
            .dataSource(new SharedConnection(statements.connection()))
            .locations(flavour.locations().toArray(String[]::new))
            .failOnMissingLocations(true)
            .validateMigrationNaming(true)
            .defaultSchema(place.schema())
            .createSchemas(false)
            .table(flavour.historyTable())
            // So that version 1 runs on a schema that is not empty.
            .baselineOnMigrate(true)
            .baselineVersion("0")
            // HistoryState compares, and knows earlier texts that did the same.
            .validateOnMigrate(false)
            .placeholders(
                Map.of(
                    "roles",
                    roles ? "present" : "absent",
                    "extension",
                    Identifiers.quoted(place.extension())))
            .cleanDisabled(true);
    // A lock held by an open transaction would block statements that cannot run inside one.
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    if (flavour == Flavour.TIMESCALEDB) {
      configuration.javaMigrations(refreshHistory);
    }
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

  /** Applies what is pending, after forgetting failures that may be repeated. */
  void migrate() throws SQLException, SchemaRefusedException {
    try {
      forgetRepeatableFailures();
      flyway.migrate();
    } catch (FlywayException e) {
      throw SqlFaults.failure("applying the schema", e);
    }
  }

  private void forgetRepeatableFailures() throws SQLException {
    for (MigrationInfo each : flyway.info().all()) {
      if (each.getState() == MigrationState.FAILED && mayBeRepeated(each)) {
        statements.update(
            "DELETE FROM %s WHERE version = '%s' AND NOT success"
                .formatted(place.relation(flavour.historyTable()), RefreshHistory.VERSION));
      }
    }
  }

  /** Whether it may run again after a failure: it commits in pieces, outside a transaction. */
  static boolean mayBeRepeated(MigrationInfo migration) {
    return migration.isVersioned()
        && migration.getVersion().getVersion().equals(RefreshHistory.VERSION);
  }
}
