package io.geostream.consumer.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.common.mapping.OnConflict;
import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.write.TestTables;
import io.geostream.consumer.write.WeatherTable;
import io.geostream.consumer.write.WrittenTable;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
    offsets.insert(connection, Map.of(0, 0L, 1, 0L));
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
  void aRowWithoutATableBelongsToTheFirstThatAdvancesIt() throws Exception {
    database.execute("UPDATE kafka_offsets SET target_table = NULL");
    assertThat(offsets.load(connection, List.of(0, 1))).hasSize(2);
    assertThat(others.load(connection, List.of(0, 1))).hasSize(2);
    assertThat(advance(offsets, 0, 0)).isTrue();
    assertThat(tables()).containsExactly(OWN, null);
    assertThat(advance(others, 1, 0)).as("not claimed yet").isTrue();
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
