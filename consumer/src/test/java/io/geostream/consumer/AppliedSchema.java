package io.geostream.consumer;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.common.mapping.file.MappingFile;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.database.TestLogin;
import io.geostream.sql.MigrationProgress;
import io.geostream.sql.SchemaMigrator;
import io.geostream.stack.Database;

/** The schema in a database, for tests that need it before a consumer starts. */
final class AppliedSchema {

  private AppliedSchema() {}

  /** Applies the one that the server can have. */
  static void in(Database database) throws Exception {
    try (HikariDataSource pool = DatabasePool.open(TestLogin.to(database), 1)) {
      new SchemaMigrator(
              pool, MappingFile.builtIn(), !database.timescale(), MigrationProgress.none())
          .migrate();
    }
  }
}
