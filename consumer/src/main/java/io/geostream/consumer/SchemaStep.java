package io.geostream.consumer;

import io.geostream.consumer.settings.SchemaSettings;
import io.geostream.consumer.settings.SchemaSettings.Migrate;
import io.geostream.sql.SchemaMigrator;
import io.geostream.sql.SchemaRefusedException;
import io.geostream.sql.SchemaReport;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Brings the schema up to this build or checks it, as the settings say. */
final class SchemaStep {

  private SchemaStep() {}

  static SchemaReport run(DataSource database, SchemaSettings settings)
      throws SQLException, SchemaRefusedException {
    SchemaMigrator migrator = new SchemaMigrator(database, settings.allowPlainPostgresql());
    return settings.migrate() == Migrate.AUTO ? migrator.migrate() : migrator.check();
  }
}
