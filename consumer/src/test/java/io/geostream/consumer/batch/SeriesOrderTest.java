package io.geostream.consumer.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same rows, each once, in the order of the database. */
final class SeriesOrderTest {

  private final SeriesOrder order = new SeriesOrder();

  @Test
  void ordersByTheStationsBytesAndTheNewestFirst() {
    List<Reading> readings = new ArrayList<>();
    List<String> names =
        List.of("b", "a", "a1", "Z", "\u00fc", "a".repeat(128), "\ud83c\udf0d", "aa");
    for (int number = 0; number < 1_000; number++) {
      readings.add(reading(number, names.get(number * number % 31 % names.size())));
    }
    List<Reading> expected = new ArrayList<>(readings);
    Collections.reverse(expected);
    expected.sort(Comparator.comparing(Reading::locationId, SeriesOrderTest::byCodePoint));
    assertThat(texts(order.of(rows(readings)))).isEqualTo(texts(rows(expected)));
  }

  @Test
  void keepsEveryRowWhateverItsStationAndSize() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    for (int turn = 0; turn < 50; turn++) {
      List<Reading> readings = new ArrayList<>();
      int stations = 1 + random.nextInt(1_500);
      int count = random.nextInt(4_000);
      for (int number = 0; number < count; number++) {
        readings.add(reading(random.nextInt(), "station " + random.nextInt(stations)));
      }
      CopyRows rows = rows(readings);
      List<String> before = texts(rows);
      assertThat(texts(order.of(rows)))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(before);
      assertThat(texts(rows)).as("the rows themselves, seed %d", seed).isEqualTo(before);
    }
  }

  @Test
  void leavesFewRowsAndManyStationsAsTheyAre() {
    CopyRows few = rows(readings(SeriesOrder.WORTH_IT - 1, 2));
    assertThat(order.of(few)).isSameAs(few);
    CopyRows strangers = rows(readings(1_001, 1_001));
    assertThat(order.of(strangers)).isSameAs(strangers);
    CopyRows pairs = rows(readings(1_000, 500));
    assertThat(order.of(pairs)).isNotSameAs(pairs);
  }

  private static int byCodePoint(String one, String other) {
    int[] first = one.codePoints().toArray();
    int[] second = other.codePoints().toArray();
    return Arrays.compare(first, second); // the order of UTF-8, too
  }

  private static List<Reading> readings(int count, int stations) {
    List<Reading> readings = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      readings.add(reading(number, "loc_" + number % stations));
    }
    return readings;
  }

  private static Reading reading(int number, String station) {
    Reading reading = Reading.at(Records.TIME + number, station).with("temperature", number % 50);
    return number % 3 == 0 ? reading.with("pressure", 1_000) : reading;
  }

  private static CopyRows rows(List<Reading> readings) {
    return Reading.encoded(readings);
  }

  /** Byte for byte. */
  private static List<String> texts(CopyRows rows) {
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < rows.count(); row++) {
      texts.add(HexFormat.of().formatHex(rows.bytes(), rows.startOf(row), rows.startOf(row + 1)));
    }
    return texts;
  }
}
