package io.geostream.consumer.write.columnstore;

import static io.geostream.consumer.batch.Records.HOUR;
import static io.geostream.consumer.batch.Records.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.Reading;
import io.geostream.consumer.write.columnstore.TimeSpans.Span;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TimeSpansTest {

  @Test
  void thereIsOneForEachHourThatHasRows() {
    TimeSpans times =
        of(TIME + 5, TIME + 3 * HOUR, TIME + 4, TIME + HOUR - 1, TIME + 3 * HOUR + 1, TIME - 1);
    assertThat(times.spans())
        .containsExactlyInAnyOrder(
            new Span(TIME - 1, TIME - 1),
            new Span(TIME + 4, TIME + HOUR - 1),
            new Span(TIME + 3 * HOUR, TIME + 3 * HOUR + 1));
    assertThat(times.first()).isEqualTo(TIME - 1);
    assertThat(times.last()).isEqualTo(TIME + 3 * HOUR + 1);
  }

  @Test
  void rowsOutsideOfTheRangeDoNotCount() {
    CopyRows rows = rows(TIME, TIME + 7, TIME + 9 * HOUR);
    assertThat(TimeSpans.of(rows, 1, 2, ChunkWidth.HOUR).spans())
        .containsExactly(new Span(TIME + 7, TIME + 7));
  }

  static TimeSpans of(long... epochMicros) {
    return TimeSpans.of(rows(epochMicros), 0, epochMicros.length, ChunkWidth.HOUR);
  }

  private static CopyRows rows(long... epochMicros) {
    return Reading.encoded(
        LongStream.of(epochMicros)
            .mapToObj(time -> Reading.at(time, "loc_1").with("temperature", 20))
            .toList());
  }
}
