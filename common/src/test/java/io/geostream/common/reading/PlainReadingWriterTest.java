package io.geostream.common.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainReadingWriterTest {

  private static final long EVENING = Timestamps.parse("2026-11-22T20:07:56.000042Z");

  private final PlainReadingWriter writer = new PlainReadingWriter();
  private final JsonReadingWriter generator = new JsonReadingWriter();

  private static Reading reading(long epochMicros, String location) {
    return Reading.at(epochMicros, location).set(NumericField.HUMIDITY, 55.25).build();
  }

  private void assertLikeTheGenerator(Reading reading) {
    assertThat(new String(writer.write(reading), StandardCharsets.UTF_8))
        .isEqualTo(new String(generator.write(reading), StandardCharsets.UTF_8));
  }

  @Test
  void writesAllNineFieldsAbsentOnesAsNull() {
    assertThat(new String(writer.write(reading(EVENING, "loc_7")), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"timestamp":"2026-11-22T20:07:56.000042+00:00","location_id":"loc_7",\
            "latitude":null,"longitude":null,"temperature":null,"humidity":55.25,\
            "pressure":null,"wind_speed":null,"wind_direction":null}""");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a\\b", "Zürich", "東京", "\uD83C\uDF0D", "a\u00A0b"})
  void leavesNamesThatJsonMayEscapeAndThoseThatAreNotAsciiToTheGenerator(String location) {
    Reading reading = reading(EVENING, location);
    assertThat(PlainReadingWriter.knows(reading)).isFalse();
    assertThat(new ReadingEncoder().encode(reading)).isEqualTo(generator.write(reading));
  }

  @Test
  void takesAllOtherNames() {
    StringBuilder all = new StringBuilder();
    for (char c = ' '; c <= '~'; c++) {
      all.append(c == '"' || c == '\\' ? "" : c);
    }
    Reading reading = reading(EVENING, all.toString());
    assertThat(PlainReadingWriter.knows(reading)).isTrue();
    assertLikeTheGenerator(reading);
  }

  @Test
  void writesTimesOfOneSecondAndOfAnotherInAnyOrder() {
    long[] steps = {0, 1, 999_000, -999_001, -1, -42, -43, 86_400_000_000L, 0, 957};
    long micros = EVENING;
    for (long step : steps) {
      micros += step;
      assertLikeTheGenerator(reading(micros, "loc_1"));
    }
    for (long edge : new long[] {-1, 0, ReadingRules.MIN_EPOCH_MICROS}) {
      assertLikeTheGenerator(reading(edge, "loc_1"));
    }
    assertLikeTheGenerator(reading(ReadingRules.MAX_EPOCH_MICROS, "loc_1"));
  }

  @Test
  void hasRoomForTheLongest() {
    Reading.Builder builder = Reading.at(EVENING, "x".repeat(ReadingRules.LONGEST_LOCATION_ID));
    for (NumericField field : NumericField.ALL) {
      double long24 = -2.2250738585072014E-308;
      builder.set(field, field.accepts(long24) ? long24 : Math.nextUp(field.min() + 1));
    }
    assertLikeTheGenerator(builder.build());
  }
}
