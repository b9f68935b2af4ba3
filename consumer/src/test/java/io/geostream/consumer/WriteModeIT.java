package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.consumer.Pipeline.Counts;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.settings.DatabaseAddress;
import io.geostream.sql.SchemaMigrator;
import io.geostream.stack.Database;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --write-mode} makes of a table that cannot take rows into its columnstore. */
@RequiresTimescaleDb
final class WriteModeIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void aUniqueIndexEndsDirectCompressWithItsNameAndAutoGoesOn() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      migrate(database);
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      pipeline.execute("CREATE UNIQUE INDEX once ON geospatial_metrics (location_id, time)");
      pipeline.sendReadings(0, 100);

      try (var refused = start("refused", pipeline, "direct-compress")) {
        assertThat(refused.exitCode(PATIENCE)).as(refused.log()).isEqualTo(1);
        assertThat(refused.log().lines().filter(line -> line.contains("ERROR")))
            .singleElement()
            .asString()
            .contains("--write-mode direct-compress", "once");
      }
      try (var auto = start("auto", pipeline, "auto")) {
        assertThat(auto.exitCode(PATIENCE)).as(auto.log()).isZero();
      }
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(100));
    }
  }

  private static void migrate(Database database) throws Exception {
    try (HikariDataSource pool =
        DatabasePool.open(
            new DatabaseAddress(
                database.jdbcUrl(), database.user(), database.password().orElse(null)),
            1)) {
      new SchemaMigrator(pool, false).migrate();
    }
  }

  private ConsumerProcess start(String name, Pipeline pipeline, String mode) {
    return ConsumerProcess.start(
        name,
        pipeline.broker(),
        pipeline.database(),
        pipeline.topic(),
        folder,
        "--drain",
        "--workers",
        "1",
        "--write-mode",
        mode);
  }
}
