package io.geostream.consumer;

import io.geostream.common.daemon.StopSignal;
import io.geostream.common.mapping.Mapping;
import io.geostream.consumer.settings.SchemaSettings;
import io.geostream.consumer.settings.SchemaSettings.Migrate;
import io.geostream.sql.SchemaMigrator;
import io.geostream.sql.SchemaRefusedException;
import io.geostream.sql.SchemaReport;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Brings the schema up to this build or checks it, as the settings say. */
final class SchemaStep {

  private final SchemaProgress progress;
  private final SchemaMigrator migrator;
  private final Migrate what;

  /**
   * @param database gives connections for migrations
   * @param mapping whose table is made or checked
   * @param status takes how far it is, in one line
   * @param stop ends it at once; what it has done stays done
   */
  SchemaStep(
      DataSource database,
      Mapping mapping,
      SchemaSettings settings,
      Consumer<String> status,
      StopSignal stop) {
    this.progress = new SchemaProgress(status);
    this.migrator =
        new SchemaMigrator(database, mapping, settings.allowPlainPostgresql(), progress);
    this.what = settings.migrate();
    stop.onRequest(migrator::abort);
  }

  /**
   * Does it, over a connection of its own.
   *
   * @throws SchemaRefusedException if it cannot be done
   * @throws SQLException if the server is away or busy, or a stop is requested
   */
  SchemaReport run() throws SQLException, SchemaRefusedException {
    try {
      return what == Migrate.AUTO ? migrator.migrate() : migrator.check();
    } finally {
      progress.close();
    }
  }
}
