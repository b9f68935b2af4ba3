package io.geostream.sql;

import java.sql.SQLException;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.core.extensibility.MigrationType;

/**
 * V4: moves the rows of an adopted table into the hypertable, and refreshes the aggregates with its
 * history. It is code because it commits in pieces and reports its progress. It may run again.
 */
final class RefreshHistory implements JavaMigration {

  static final String VERSION = "4";

  /** That of the earlier script, so that both histories are equal. */
  private static final int CHECKSUM = 354074455;

  private final RowsBack rows;
  private final HistoryRefresh aggregates;

  RefreshHistory(RowsBack rows, HistoryRefresh aggregates) {
    this.rows = rows;
    this.aggregates = aggregates;
  }

  @Override
  public void migrate(Context context) throws SQLException, SchemaRefusedException {
    rows.move();
    aggregates.run();
  }

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion(VERSION);
  }

  @Override
  public String getDescription() {
    return "refresh history";
  }

  @Override
  public Integer getChecksum() {
    return CHECKSUM;
  }

  @Override
  public MigrationType getType() {
    return CoreMigrationType.SQL;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return false;
  }
}
