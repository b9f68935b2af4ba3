package io.geostream.consumer.batch;

import static io.geostream.consumer.batch.Records.HOUR;
import static io.geostream.consumer.batch.Records.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.consumer.write.TestTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The seed is printed, and {@code -Dseed=…} repeats a run. */
final class RowDensityTest {

  private static final int RUNS = 50;
  private static final int LONGEST_LOCATION = 40;

  private Random random = new Random();

  @BeforeEach
  void seed() {
    Long given = Long.getLong("seed");
    long seed = given != null ? given : random.nextLong();
    System.out.println("RowDensityTest: -Dseed=" + seed);
    random = new Random(seed);
  }

  @Test
  void tellsTenRowsOfEachStationAndHourFromFewer() {
    for (int run = 0; run < RUNS; run++) {
      int count = 3_000 + random.nextInt(30_000);
      int border = count / RowDensity.ROWS_OF_A_GROUP;
      int hours = 1 + random.nextInt(20);
      assertDense(count, (int) (border * 0.9), hours, true);
      assertDense(count, (int) (border * 1.1) + 1, hours, false);
    }
  }

  private void assertDense(int count, int groups, int hours, boolean dense) {
    CopyRows rows = rows(count, groups, hours);
    assertThat(RowDensity.isDense(rows, 0, count, ChunkWidth.HOUR))
        .as("%d rows of %d stations and hours, %d hours", count, groups, hours)
        .isEqualTo(dense);
  }

  /** Names of all lengths, of which many differ in one place only; rows in any order. */
  private CopyRows rows(int count, int groups, int hours) {
    String prefix = "x".repeat(random.nextInt(LONGEST_LOCATION));
    String suffix = "y".repeat(random.nextInt(LONGEST_LOCATION));
    List<Reading> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      int group = row < groups ? row : random.nextInt(groups);
      add(
          rows,
          TIME + group % hours * HOUR + random.nextLong(HOUR),
          prefix + group / hours + suffix);
    }
    return Reading.encoded(rows);
  }

  private void add(List<Reading> rows, long time, String location) {
    Reading reading = Reading.at(time, location).with("temperature", random.nextInt(50));
    if (random.nextBoolean()) { // what comes after the location must not matter
      reading = reading.with("latitude", random.nextInt(90));
    }
    rows.add(reading);
  }

  @Test
  void allOfOneStationAreDenseAndAllOfDifferentOnesAreNot() {
    assertDense(20_000, 1, 1, true);
    assertDense(20_000, 20_000, 1, false);
  }

  @Test
  void anEmptyKeyIsAKeyLikeOthers() {
    List<Column> columns =
        List.of(
            TestTables.column("time", ColumnType.TIMESTAMPTZ),
            TestTables.column("key", ColumnType.TEXT));
    Object[][] rows = new Object[1_000][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = new Object[] {"2026-01-01T00:00:00Z", ""};
    }
    assertThat(isDense(TestRows.of(columns, rows))).isTrue();
    for (int row = 0; row < rows.length; row++) {
      rows[row] =
          new Object[] {
            Instant.parse("2026-01-01T00:00:00Z").plusSeconds(row % 25 * 3_600L),
            "x".repeat(row % 9)
          };
    }
    assertThat(isDense(TestRows.of(columns, rows)))
        .as("225 groups, a ninth of them of an empty key")
        .isFalse();
  }

  private static boolean isDense(CopyRows rows) {
    return RowDensity.isDense(rows, 0, rows.count(), ChunkWidth.HOUR);
  }

  @Test
  void looksAtTheRangeAlone() {
    CopyRows rows = rows(2_000, 10, 1);
    rows.addRange(rows(2_000, 2_000, 1), 0, 2_000);
    assertThat(RowDensity.isDense(rows, 0, 2_000, ChunkWidth.HOUR)).isTrue();
    assertThat(RowDensity.isDense(rows, 2_000, 4_000, ChunkWidth.HOUR)).isFalse();
  }

  @Test
  void aSmallBatchIsNot() {
    CopyRows rows = rows(RowDensity.FEWEST_ROWS, 1, 1);
    assertThat(RowDensity.isDense(rows, 0, RowDensity.FEWEST_ROWS, ChunkWidth.HOUR)).isTrue();
    assertThat(RowDensity.isDense(rows, 1, RowDensity.FEWEST_ROWS, ChunkWidth.HOUR)).isFalse();
    assertThat(RowDensity.isDense(rows, 0, 0, ChunkWidth.HOUR)).isFalse();
  }

  @Test
  void hoursBefore1970AreHoursToo() {
    List<Reading> rows = new ArrayList<>();
    for (int row = 0; row < 2_000; row++) {
      add(rows, -HOUR / 2 + row % 2 * HOUR, "loc_" + row % 10);
    }
    assertThat(RowDensity.isDense(Reading.encoded(rows), 0, 2_000, ChunkWidth.HOUR)).isTrue();
  }
}
