package io.geostream.consumer.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.mapping.Column;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.Reading;
import io.geostream.consumer.write.RowWriter.Mode;
import io.geostream.consumer.write.columnstore.ColumnstoreWriters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** That a way of writing writes exactly the rows of the batch, to the last bit. */
public final class ExactRows {

  private ExactRows() {}

  public static void areWritten(WrittenTable table, Mode mode) throws Exception {
    long from = TestReadings.twoDaysAgo();
    List<Reading> readings = TestReadings.of(from, 5_000, 3);
    long time = from + 123_456;
    readings.add(
        Reading.at(time, "Zürich 東京 🌍 'quoted\"\\").with("temperature", Double.MIN_VALUE));
    readings.add(Reading.at(time, "loc_1").with("temperature", -0.0));

    assertThat(table.writer(0).write(writers(mode), readings)).isEqualTo(mode);

    assertThat(
            table.strings(
                "SELECT concat_ws('|', (extract(epoch FROM time) * 1000000)::bigint, location_id, "
                    + bits()
                    + ") FROM geospatial_metrics"))
        .containsExactlyInAnyOrderElementsOf(readings.stream().map(ExactRows::text).toList());
  }

  private static RowWriters writers(Mode mode) {
    return switch (mode) {
      case COPY -> RowWriters.copy(WeatherTable.TARGET);
      case DIRECT_COMPRESS ->
          ColumnstoreWriters.directCompress(WeatherTable.TARGET, ChunkWidth.HOUR);
      case INSERT -> RowWriters.insert(WeatherTable.TARGET);
    };
  }

  /** Bit for bit, as two's complement, so that no printing of a number is in between. */
  private static String bits() {
    List<String> columns = new ArrayList<>();
    for (Column column : Reading.NUMBERS) {
      columns.add("coalesce(encode(float8send(%s), 'hex'), '-')".formatted(column.name()));
    }
    return String.join(", ", columns);
  }

  private static String text(Reading reading) {
    StringBuilder text =
        new StringBuilder().append(reading.epochMicros()).append('|').append(reading.locationId());
    for (Column column : Reading.NUMBERS) {
      Double value = reading.numbers().get(column.name());
      text.append('|')
          .append(
              value == null
                  ? "-"
                  : String.format(Locale.ROOT, "%016x", Double.doubleToRawLongBits(value)));
    }
    return text.toString();
  }
}
