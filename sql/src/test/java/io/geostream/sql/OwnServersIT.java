package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.OnConflict;
import io.geostream.stack.Database;
import io.geostream.stack.DatabaseKind;
import io.geostream.stack.DatabaseRequest;
import io.geostream.stack.DatabaseSelection;
import io.geostream.stack.Databases;
import io.geostream.stack.OwnFolder;
import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What belongs to a whole server: its license, its roles, its lack of the extension. */
class OwnServersIT {

  @Test
  @RequiresTimescaleDb
  void theApacheLicensedBuildIsRefused() {
    try (OwnServer own = OwnServer.start(Map.of("timescaledb.license", "apache"))) {
      assertThatThrownBy(() -> Sql.asOwner(own.database()).migratorAllowingPlain().migrate())
          .isInstanceOf(SchemaRefusedException.class)
          .hasMessageContaining("Apache-licensed");
    }
  }

  @Test
  @RequiresTimescaleDb
  void rolesAreMadeOnceByDatabasesThatStartAtOnceAndGrantedOnceAnAdministratorMadeThem()
      throws Exception {
    try (OwnServer own = OwnServer.start()) {
      Database server = own.database();
      Sql admin = Sql.asOwner(server);
      admin.run(
          "CREATE ROLE plain_owner LOGIN PASSWORD 'o'", "CREATE DATABASE owned OWNER plain_owner");
      Sql owner = new Sql(Sql.as(server, "plain_owner", Optional.of("o")).dataSource());
      ((org.postgresql.ds.PGSimpleDataSource) owner.dataSource()).setDatabaseName("owned");

      // May not create roles: the schema is made, the roles are left to an administrator.
      owner.migrator().migrate();
      assertThat(owner.newestVersion()).isEqualTo("7");
      owner.migrator().check();
      Mapping machines = TestMapping.machines("plant.metrics").build();
      assertThat(owner.migrator(machines).migrate().applied()).containsExactly("plant.metrics");
      assertThat(admin.values("SELECT rolname FROM pg_roles WHERE rolname LIKE 'geostream%'"))
          .isEmpty();

      migrateAtOnce(server, 4);
      assertThat(
              admin.values(
                  "SELECT rolname FROM pg_roles WHERE rolname LIKE 'geostream%' AND NOT rolcanlogin"))
          .containsExactlyInAnyOrder("geostream_writer", "geostream_reader");

      assertThat(owner.migrator().migrate().applied()).containsExactly("grants");
      assertThat(
              owner.value(
                  "SELECT has_table_privilege('geostream_writer', 'geospatial_metrics', 'INSERT')"))
          .isEqualTo("t");
      assertThat(owner.migrator(machines).migrate().applied())
          .containsExactly("grants on plant.metrics");
      assertThat(owner.migrator(machines).migrate().applied()).isEmpty();
      admin.run("CREATE ROLE machines_login LOGIN PASSWORD 'm' IN ROLE geostream_writer");
      Sql login = Sql.as(server, "machines_login", Optional.of("m"));
      ((org.postgresql.ds.PGSimpleDataSource) login.dataSource()).setDatabaseName("owned");
      assertThat(login.migrator(machines).check().warnings()).isEmpty();
      // Its policies run as it, so it has to have a login.
      assertThat(
              owner.values(
                  "SELECT DISTINCT owner FROM timescaledb_information.jobs WHERE hypertable_name IS NOT NULL"))
          .containsExactly("plain_owner");
    }
  }

  private static void migrateAtOnce(Database server, int databases) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(databases);
    try {
      CyclicBarrier start = new CyclicBarrier(databases);
      List<Future<String>> versions = new ArrayList<>();
      for (int i = 0; i < databases; i++) {
        Database one = server.createDatabase("one_of_many_" + i);
        versions.add(
            threads.submit(
                () -> {
                  start.await();
                  Sql sql = Sql.asOwner(one);
                  sql.migrator().migrate();
                  return sql.newestVersion();
                }));
      }
      for (Future<String> version : versions) {
        assertThat(version.get()).isEqualTo("7");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aServerWithoutTheExtensionGetsATableAndViewsIfThatIsAllowed() throws Exception {
    try (OwnFolder folder = OwnFolder.temporary();
        Database server =
            Databases.start(
                DatabaseRequest.in(folder.path())
                    .withSelection(DatabaseSelection.of(DatabaseKind.EMBEDDED)))) {
      Sql sql = Sql.asOwner(server);
      assertThatThrownBy(() -> sql.migrator().migrate())
          .isInstanceOf(SchemaRefusedException.class)
          .hasMessageContaining("without TimescaleDB")
          .hasMessageContaining("--allow-plain-postgresql");

      assertThat(sql.migratorAllowingPlain().migrate().server()).startsWith("PostgreSQL ");

      assertThat(sql.migratorAllowingPlain().migrate().applied()).isEmpty();
      sql.migratorAllowingPlain().check();
      assertThat(
              sql.value(
                  "SELECT max(version::int) FROM geostream_plain_schema_history WHERE success"))
          .isEqualTo("7");
      SchemaMigrator machines =
          new SchemaMigrator(
              sql.dataSource(),
              TestMapping.machines("plant.metrics")
                  .unique(OnConflict.IGNORE, "machine", "time")
                  .build(),
              true,
              MigrationProgress.none());
      assertThat(machines.migrate().applied()).containsExactly("plant.metrics");
      assertThat(machines.check().hypertable()).isFalse();
      assertThat(
              sql.values("SELECT indexname FROM pg_indexes WHERE schemaname = 'plant' ORDER BY 1"))
          .containsExactly("metrics_machine_time_idx", "metrics_time_idx");
      assertThat(FreshSchemaIT.indexes(sql))
          .containsExactly("btree (\"time\" DESC)", "btree (location_id, \"time\" DESC)");
      sql.insertReadings("loc_1", 72, 0);
      assertThat(sql.value("SELECT sum(record_count) FROM hourly_metrics")).isEqualTo("432");
      assertThat(sql.value("SELECT sum(record_count) FROM daily_metrics")).isEqualTo("432");
      assertThat(
              sql.value(
                  "SELECT count(*) FROM daily_metrics WHERE extract(hour FROM day AT TIME ZONE 'UTC') <> 0"))
          .isEqualTo("0");
    }
  }
}
