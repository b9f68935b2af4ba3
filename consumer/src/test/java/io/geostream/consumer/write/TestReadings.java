package io.geostream.consumer.write;

import io.geostream.common.reading.NumericField;
import io.geostream.common.reading.Reading;
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

  private TestReadings() {}

  /** The begin of an hour that the columnstore policy takes. */
  public static long twoDaysAgo() {
    return Math.floorDiv(System.currentTimeMillis() * 1_000, Records.HOUR) * Records.HOUR
        - 48 * Records.HOUR;
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
      Reading.Builder reading =
          Reading.at(
              from + number * 1_000L + (number % hours) * Records.HOUR, "loc_" + number % stations);
      NumericField missing = NumericField.ALL.get(number % NumericField.ALL.size());
      for (NumericField field : NumericField.ALL) {
        if (field != missing) {
          reading.set(field, field.min() + (field.max() - field.min()) * (number % 997) / 997);
        }
      }
      readings.add(reading.build());
    }
    return readings;
  }

  /** The same reading at another time. */
  public static Reading at(Reading reading, long epochMicros) {
    Reading.Builder other = Reading.at(epochMicros, reading.locationId());
    NumericField.ALL.forEach(field -> other.set(field, reading.get(field)));
    return other.build();
  }
}
