package io.geostream.consumer.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.reading.NumericField;
import io.geostream.common.reading.Reading;
import io.geostream.common.reading.ReadingFields;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.Records;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SegmentsTest {

  @ParameterizedTest
  @CsvSource({"1, 1, 1000", "1000, 1, 1000", "1000, 2, 10000", "7, 24, 5000", "100000, 1, 100000"})
  void areAsManyAsStationsTimesChunks(int stations, int hours, int rows) {
    CopyRows copy = new CopyRows(rows);
    for (int row = 0; row < rows; row++) {
      copy.add(
          ReadingFields.of(
              Reading.at(
                      Records.TIME + row / stations % hours * Records.HOUR, "loc_" + row % stations)
                  .set(NumericField.TEMPERATURE, 20)
                  .build()));
    }
    assertThat((double) Segments.estimate(copy))
        .isCloseTo(stations * hours, Percentage.withPercentage(5));
  }
}
