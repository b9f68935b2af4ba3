package io.geostream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.consumer.write.TestTables;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each key once, in an order that all writers share. */
final class KeyOrderTest {

  private static final List<Column> COLUMNS =
      List.of(
          TestTables.column("time", ColumnType.TIMESTAMPTZ),
          TestTables.column("skipped", ColumnType.TEXT),
          TestTables.column("key", ColumnType.TEXT));

  private static final List<String> KEY_THEN_TIME = List.of("key", "time");
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void ordersByTheColumnsOfTheKeyOneAfterTheOther() {
    CopyRows rows = rows(row(2, "b"), row(1, "b"), row(3, "a"), row(0, "ab"), row(1, "a"));
    assertThat(new KeyOrder(COLUMNS, KEY_THEN_TIME, true).of(rows, 0, 5))
        .containsExactly(4, 2, 3, 1, 0);
    assertThat(new KeyOrder(COLUMNS, List.of("time"), true).of(rows, 1, 4))
        .containsExactly(3, 1, 2);
  }

  @Test
  void ofOneKeyTheLastOrTheFirstIsKept() {
    CopyRows rows = rows(row(1, "a"), row(1, "b"), row(1, "a"), row(1, "a"), row(1, "b"));
    assertThat(new KeyOrder(COLUMNS, KEY_THEN_TIME, true).of(rows, 0, 5)).containsExactly(3, 4);
    assertThat(new KeyOrder(COLUMNS, KEY_THEN_TIME, false).of(rows, 0, 5)).containsExactly(0, 1);
    assertThat(new KeyOrder(COLUMNS, KEY_THEN_TIME, true).of(rows, 0, 3)).containsExactly(2, 1);
    assertThat(new KeyOrder(COLUMNS, KEY_THEN_TIME, true).of(rows, 2, 2)).isEmpty();
  }

  @Test
  void whatAnyIndexTakesForEqualIsOneKey() {
    assertThat(first(ColumnType.NUMERIC, "1.0", "10000", "1.00", "1e4", "-1", "0.0", "0"))
        .containsExactly(5, 0, 4, 1);
    assertThat(last(ColumnType.NUMERIC, "1.0", "10000", "1.00", "1e4", "-1", "0.0", "0"))
        .containsExactly(6, 2, 4, 3);
    assertThat(first(ColumnType.DOUBLE_PRECISION, "-0.0", "1", "0.0", "-1"))
        .containsExactly(0, 1, 3);
    assertThat(last(ColumnType.REAL, "0", "1", "-0.0", "1.0")).containsExactly(2, 3);
  }

  @Test
  void whatSomeIndexTakesForEqualIsInTheOrderInWhichItCame() {
    assertThat(first(ColumnType.TEXT, "b ", "a  ", "b", "a", "a", "ab", ""))
        .containsExactly(6, 1, 3, 5, 0, 2);
    assertThat(last(ColumnType.TEXT, "b ", "a  ", "b", "a", "a", "ab", ""))
        .containsExactly(6, 1, 4, 5, 0, 2);
    assertThat(first(ColumnType.JSONB, "[2]", "[1]", "[ 1 ]")).containsExactly(0, 1, 2);
  }

  private static int[] first(ColumnType type, Object... keys) {
    return order(type, false, keys);
  }

  private static int[] last(ColumnType type, Object... keys) {
    return order(type, true, keys);
  }

  private static int[] order(ColumnType type, boolean lastWins, Object... keys) {
    List<Column> columns =
        List.of(TestTables.column("time", ColumnType.TIMESTAMPTZ), TestTables.column("key", type));
    Object[][] rows =
        Arrays.stream(keys).map(key -> new Object[] {TIME, key}).toArray(Object[][]::new);
    return new KeyOrder(columns, KEY_THEN_TIME, lastWins)
        .of(TestRows.of(columns, rows), 0, rows.length);
  }

  @Test
  void twoBatchesOfTheSameKeysHaveOneOrder() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    Object[][] values =
        IntStream.range(0, 3_000)
            .mapToObj(number -> row(random.nextInt(20) - 10, "k" + random.nextInt(40)))
            .toArray(Object[][]::new);
    TreeMap<String, Integer> last = new TreeMap<>();
    CopyRows rows = rows(values);
    for (int row = 0; row < values.length; row++) {
      last.put(key(rows, row), row);
    }
    int[] order = new KeyOrder(COLUMNS, KEY_THEN_TIME, true).of(rows, 0, values.length);
    assertThat(order)
        .as("seed %d", seed)
        .containsExactlyInAnyOrder(last.values().stream().mapToInt(row -> row).toArray());

    Object[][] shuffled = values.clone();
    Collections.shuffle(Arrays.asList(shuffled), random);
    CopyRows others = rows(shuffled);
    int[] same = new KeyOrder(COLUMNS, KEY_THEN_TIME, true).of(others, 0, shuffled.length);
    assertThat(Arrays.stream(same).mapToObj(row -> key(others, row)))
        .as("seed %d", seed)
        .containsExactlyElementsOf(Arrays.stream(order).mapToObj(row -> key(rows, row)).toList());
  }

  /** All of a row: what is between the columns of the key is the same in all. */
  private static String key(CopyRows rows, int row) {
    return HexFormat.of().formatHex(rows.bytes(), rows.startOf(row), rows.startOf(row + 1));
  }

  private static Object[] row(int second, String key) {
    return new Object[] {TIME.plusSeconds(second), "in between", key};
  }

  private static CopyRows rows(Object[]... rows) {
    return TestRows.of(COLUMNS, rows);
  }
}
