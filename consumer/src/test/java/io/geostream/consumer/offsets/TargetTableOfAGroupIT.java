package io.geostream.consumer.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.OnConflict;
import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.database.Transactions;
import io.geostream.consumer.write.TestTables;
import io.geostream.consumer.write.WeatherTable;
import io.geostream.consumer.write.WrittenTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A group feeds one table from a topic. */
final class TargetTableOfAGroupIT {

  private static final OffsetKey KEY = new OffsetKey("g", "c", "t", Uuid.ZERO_UUID);
  private static final String OWN = "public.geospatial_metrics";

  private final OffsetTable offsets = WeatherTable.offsets(KEY);
  private final OffsetTable others =
      new OffsetTable(KEY, WeatherTable.SCHEMA, TestTables.odd(OnConflict.REFUSE));
  private WrittenTable database;
  private Connection connection;

  @BeforeEach
  void makeTables() throws Exception {
    database = WrittenTable.plain();
    database.execute(
        "CREATE SCHEMA \"Plant 7\"",
        "CREATE TABLE "
            + TestTables.NAME
            + " (\"time\" timestamptz, \"select\" text, \"\u00dcnit\" float8)");
    connection = database.connect();
    offsets.claim(connection, Map.of(0, 0L, 1, 0L));
  }

  @AfterEach
  void drop() throws Exception {
    connection.close();
    database.close();
  }

  @Test
  void theFirstOffsetsCarryItsName() throws Exception {
    assertThat(tables()).containsExactly(OWN, OWN);
  }

  @Test
  void rowsWithoutATableAreClaimedTogether() throws Exception {
    database.execute("UPDATE kafka_offsets SET target_table = NULL");
    assertThat(advance(offsets, 0, 0)).as("not claimed yet").isFalse();
    assertThat(tables()).containsOnlyNulls().hasSize(2);
    offsets.claim(connection, Map.of());
    assertThat(tables()).containsExactly(OWN, OWN);
    assertThat(advance(others, 1, 0)).isFalse();
    assertRefused(() -> others.load(connection, List.of(1)));
    assertThat(advance(offsets, 0, 0)).isTrue();
  }

  /** Consumers of an earlier version know no tables, and resets add rows without one. */
  @Test
  void aRowThatComesLaterWithoutATableIsTheGroupsOnly() throws Exception {
    database.execute(
        "INSERT INTO kafka_offsets (consumer_group, cluster_id, topic, partition, next_offset, topic_id) VALUES ('g', 'c', 't', 2, 0, 'i')");
    assertRefused(() -> claimAlone(others, Map.of(3, 0L)));
    assertThat(tables()).containsExactly(OWN, OWN, null);
    claimAlone(offsets, Map.of());
    assertThat(tables()).containsExactly(OWN, OWN, OWN);
  }

  /** Each knows a partition that the other one does not know yet. */
  @ParameterizedTest
  @ValueSource(
      strings = {"DELETE FROM kafka_offsets", "UPDATE kafka_offsets SET target_table = NULL"})
  void ofTwoThatBeginAtTheSameMomentOneGetsAllPartitions(String before) throws Exception {
    database.execute(before);
    connection.setAutoCommit(false);
    offsets.claim(connection, Map.of(0, 0L, 1, 0L, 3, 0L));
    CompletableFuture<Void> later =
        CompletableFuture.runAsync(
            () -> assertRefused(() -> claimAlone(others, Map.of(0, 0L, 1, 0L, 2, 0L))));
    database.awaitABlockedWriter();
    assertThat(offsets.load(connection, List.of(0, 1, 3))).hasSize(3);
    connection.commit();
    later.join();
    assertThat(tables()).containsExactly(OWN, OWN, OWN);
  }

  /** As a consumer does it: what is refused is rolled back. */
  private void claimAlone(OffsetTable as, Map<Integer, Long> starts) throws SQLException {
    new Transactions(database.pool())
        .transact(
            transaction -> {
              as.claim(transaction, starts);
              SortedMap<Integer, StoredOffset> stored = as.load(transaction, starts.keySet());
              transaction.commit();
              return stored;
            });
  }

  @Test
  void anotherTableIsRefusedWithBothNamesHoweverTheOffsetsAreRead() throws Exception {
    database.execute("UPDATE kafka_offsets SET target_table = NULL WHERE partition = 0");
    assertRefused(() -> others.load(connection, List.of(0)));
    assertRefused(() -> others.holds(connection, new TreeMap<>(Map.of(0, 0L)), true));
    assertRefused(() -> others.requireRows(connection, List.of(2)));
    assertThat(others.key()).isEqualTo(offsets.key());
    OffsetTable otherGroup =
        new OffsetTable(
            new OffsetKey("h", "c", "t", Uuid.ZERO_UUID),
            WeatherTable.SCHEMA,
            TestTables.odd(OnConflict.REFUSE));
    assertThat(otherGroup.load(connection, List.of(0))).isEmpty();
  }

  /** It was frozen while the group was given another table, at the same offset. */
  @Test
  void aZombieOfAnotherTableAdvancesNothingAndIsNotTakenForFenced() throws Exception {
    assertThat(advance(others, 0, 0)).isFalse();
    assertRefused(() -> others.requireRows(connection, List.of(0)));
    assertThat(offsets.holds(connection, new TreeMap<>(Map.of(0, 0L)), true)).isTrue();
    assertThat(advance(offsets, 0, 0)).isTrue();
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(OtherTableException.class)
        .hasMessageContainingAll(
            OWN,
            TestTables.NAME,
            "offsets reset --topic t --group g --forget-table --execute",
            "--group");
  }

  private boolean advance(OffsetTable as, int partition, long from) throws Exception {
    return as.advance(
        connection,
        new TreeMap<>(Map.of(partition, new Advance(from, from + 1, Optional.empty()))));
  }

  private List<String> tables() throws Exception {
    return database.strings("SELECT target_table FROM kafka_offsets ORDER BY partition");
  }
}
