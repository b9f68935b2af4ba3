package io.geostream.consumer.write;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.Range;
import io.geostream.consumer.batch.Reading;
import io.geostream.consumer.batch.Records;
import java.util.ArrayList;
import java.util.List;

/** Readings to write. */
public final class TestReadings {

  /** So many of an hour's readings are dense: there are a hundred stations. */
  public static final int MANY = 12_000;

  /** Too few to be dense. */
  public static final int FEW = 500;

  private static final int STATIONS = 100;
  private static final long DAY = 24 * Records.HOUR;
  private static final long TWO_DAYS_AGO =
      Math.floorDiv(System.currentTimeMillis() * 1_000, DAY) * DAY - 2 * DAY;

  private TestReadings() {}

  /**
   * The begin of a day, in UTC, that the columnstore policy takes. The same in the whole run: no
   * test may see another hour at its end than at its beginning.
   */
  public static long twoDaysAgo() {
    return TWO_DAYS_AGO;
  }

  /** So many readings of one hour, counted from two days ago. */
  public static List<Reading> ofHour(int hour, int count) {
    return of(twoDaysAgo() + hour * Records.HOUR, count, 1);
  }

  /** So many readings of a hundred stations, in turns over so many hours; each lacks a value. */
  public static List<Reading> of(long from, int count, int hours) {
    return of(from, count, hours, STATIONS);
  }

  /** The same of another number of stations. */
  public static List<Reading> of(long from, int count, int hours, int stations) {
    List<Reading> readings = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      long time = from + number * 1_000L + (number % hours) * Records.HOUR;
      Reading reading = Reading.at(time, "loc_" + number % stations);
      for (int field = 0; field < Reading.NUMBERS.size(); field++) {
        if (field != number % Reading.NUMBERS.size()) {
          Column column = Reading.NUMBERS.get(field);
          reading = reading.with(column.name(), value(column.range(), number % 997 / 997.0));
        }
      }
      readings.add(reading);
    }
    return readings;
  }

  private static double value(Range range, double part) {
    double least = range.least().orElseThrow().doubleValue();
    double most = range.most().orElseThrow().doubleValue();
    return least + (most - least) * part;
  }
}
