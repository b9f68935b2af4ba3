package io.geostream.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.OnConflict;
import io.geostream.stack.Database;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which rights on a mapping's table a login needs, and which the group roles get. */
@RequiresTimescaleDb
class TableRightsIT {

  private static final String LOGIN = "login_" + System.nanoTime();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Database database;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sql owner;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Sql user;

  @BeforeAll
  static void createDatabase() throws Exception {
    database = SharedStack.freshDatabase();
    owner = Sql.asOwner(database);
    user = Sql.as(database, LOGIN, Optional.of("x"));
    owner.migrator(TestMapping.of("other").build()).migrate();
  }

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void create() throws SQLException {
    owner.run(
        "CREATE SCHEMA \"S'x\"",
        "CREATE TABLE \"S'x\".m (time timestamptz NOT NULL, machine text NOT NULL, v real, spare int, UNIQUE (machine, time))",
        "SELECT create_hypertable('\"S''x\".m', by_range('time'))",
        "CREATE ROLE %s LOGIN PASSWORD 'x'".formatted(LOGIN),
        "GRANT SELECT, INSERT, UPDATE ON kafka_offsets TO " + LOGIN);
  }

  @AfterEach
  void drop() throws SQLException {
    owner.run(
        "DROP SCHEMA IF EXISTS plant CASCADE",
        "DROP SCHEMA \"S'x\" CASCADE",
        "DROP OWNED BY " + LOGIN,
        "DROP ROLE " + LOGIN);
  }

  private static Mapping mapping(OnConflict onConflict) {
    return TestMapping.of("\"S'x\".m")
        .key("machine")
        .column("v", ColumnType.REAL)
        .unique(onConflict, "machine", "time")
        .build();
  }

  private void grant(String rights) throws SQLException {
    owner.run("GRANT %s TO %s".formatted(rights, LOGIN));
  }

  private void assertLacks(OnConflict onConflict, String... lacks) {
    assertThatThrownBy(() -> user.migrator(mapping(onConflict)).check())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContainingAll(lacks);
  }

  private void assertMay(OnConflict onConflict) throws Exception {
    assertThat(user.migrator(mapping(onConflict)).check().applied()).isEmpty();
  }

  @Test
  void theRightsThatALoginLacksAreNamedWithTheirGrants() {
    assertLacks(
        OnConflict.UPDATE,
        "GRANT USAGE ON SCHEMA \"S'x\" TO \"" + LOGIN,
        "GRANT INSERT ON \"S'x\".\"m\" TO \"" + LOGIN,
        "no right to select in time, machine, v of",
        "no right to update in v of");
  }

  @Test
  void insertAloneIsEnoughToRefuse() throws Exception {
    grant("USAGE ON SCHEMA \"S'x\"");
    grant("INSERT ON \"S'x\".m");
    assertMay(OnConflict.REFUSE);
    assertLacks(OnConflict.IGNORE, "no right to select in machine, time of");
  }

  @Test
  void rightsOnTheMappedColumnsAreEnough() throws Exception {
    grant("USAGE ON SCHEMA \"S'x\"");
    grant("INSERT (time, machine) ON \"S'x\".m");
    assertLacks(OnConflict.REFUSE, "no right to insert in v of");
    grant("INSERT (v), SELECT (time, machine) ON \"S'x\".m");
    assertMay(OnConflict.REFUSE);
    assertMay(OnConflict.IGNORE);
    assertLacks(OnConflict.UPDATE, "no right to select in v of", "no right to update in v of");
    grant("SELECT (v), UPDATE (v) ON \"S'x\".m");
    assertMay(OnConflict.UPDATE);
  }

  @Test
  void theGroupRolesGetTheirRightsOnATableThatIsMade() throws Exception {
    owner.migrator(TestMapping.machines("plant.metrics").build()).migrate();
    owner.run("GRANT geostream_writer TO " + LOGIN);
    Mapping mapping = TestMapping.machines("plant.metrics").build();
    assertThat(user.migrator(mapping).check().warnings()).isEmpty();
    assertThat(user.migrator(mapping).migrate().applied()).as("without rights to change").isEmpty();
    user.run(
        "INSERT INTO plant.metrics (time, machine) VALUES (now(), 'm')",
        "INSERT INTO kafka_offsets (consumer_group, cluster_id, topic, partition, next_offset, topic_id, target_table) VALUES ('g', 'c', 't', 0, 1, 'i', 'plant.metrics')");
    assertThatThrownBy(() -> user.run("UPDATE plant.metrics SET temperature = 1"))
        .hasMessageContaining("permission denied");
    owner.run("REVOKE geostream_writer FROM " + LOGIN, "GRANT geostream_reader TO " + LOGIN);
    assertThat(user.value("SELECT machine FROM plant.metrics")).isEqualTo("m");
    assertThat(user.value("SELECT target_table FROM kafka_offsets")).isEqualTo("plant.metrics");
  }

  @Test
  void theOffsetsNeedTheirRightsToo() throws Exception {
    grant("USAGE ON SCHEMA \"S'x\"");
    grant("INSERT ON \"S'x\".m");
    assertMay(OnConflict.REFUSE);
    owner.run("REVOKE INSERT, UPDATE ON kafka_offsets FROM " + LOGIN);
    assertLacks(
        OnConflict.REFUSE,
        "\" may not use kafka_offsets: GRANT INSERT, UPDATE ON \"public\".\"kafka_offsets\" TO \"");
  }

  @Test
  void aTableOfOthersGetsNoGrantsAndTheMigrationGoesOn() throws Exception {
    grant("USAGE ON SCHEMA \"S'x\"");
    grant("INSERT ON \"S'x\".m");
    assertThat(user.migrator(mapping(OnConflict.REFUSE)).migrate().applied()).isEmpty();
    assertThat(writerMay("INSERT", "\"S'x\".m")).isFalse();
  }

  @Test
  void aTableOfTheLoginsOwnIsGrantedOnce() throws Exception {
    String name = "grants on " + mapping(OnConflict.REFUSE).table();
    assertThat(owner.migrator(mapping(OnConflict.REFUSE)).migrate().applied())
        .containsExactly(name);
    assertThat(owner.migrator(mapping(OnConflict.IGNORE)).migrate().applied()).isEmpty();
    assertThat(writerMay("UPDATE", "\"S'x\".m")).isFalse();
    assertThat(owner.migrator(mapping(OnConflict.UPDATE)).migrate().applied())
        .containsExactly(name);
    owner.run("GRANT geostream_writer TO " + LOGIN);
    assertMay(OnConflict.UPDATE);
    owner.run("REVOKE geostream_writer FROM " + LOGIN, "GRANT geostream_reader TO " + LOGIN);
    assertThat(user.value("SELECT count(*) FROM \"S'x\".m")).isEqualTo("0");
  }

  private static boolean writerMay(String right, String table) throws SQLException {
    return owner.holds(
        "SELECT has_table_privilege('geostream_writer', '%s', '%s')"
            .formatted(table.replace("'", "''"), right));
  }

  @Test
  void grantsOnTheOffsetsAreMadeOnceTheRolesAreThere() throws Exception {
    Mapping other = TestMapping.of("other").build();
    for (String role : List.of("geostream_writer", "geostream_reader")) {
      owner.run("REVOKE ALL ON kafka_offsets FROM " + role);
      assertThat(owner.migrator(other).migrate().applied())
          .as(role)
          .containsExactly("grants on kafka_offsets");
      assertThat(owner.migrator(other).migrate().applied()).isEmpty();
    }
  }

  @Test
  void aTableOfOthersThatCannotBeExtendedIsRefusedWithEveryDifference() throws Exception {
    grant("USAGE ON SCHEMA \"S'x\"");
    Mapping wrong =
        TestMapping.of("\"S'x\".m")
            .column("machine", ColumnType.TEXT)
            .column("v", ColumnType.BIGINT)
            .column("absent", ColumnType.REAL)
            .build();
    assertThatThrownBy(() -> user.migrator(wrong).migrate())
        .isInstanceOf(SchemaRefusedException.class)
        .hasMessageContainingAll(
            "machine is NOT NULL",
            "v is real, not bigint",
            "absent is missing",
            "no right to insert in time, machine, v of",
            "absent failed: ERROR: must be owner")
        .hasMessageNotContaining("\n");
  }
}
