package io.geostream.producer.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.geostream.common.decode.Timestamps;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadingEncoderTest {

  private static final long EVENING = Timestamps.parse("2026-11-22T20:07:56.000042Z");
  private static final int READINGS = 10_000;

  private final ReadingEncoder encoder = new ReadingEncoder();
  private final JsonFactory json =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private String encoded(Reading reading) {
    byte[] id = reading.locationId().getBytes(StandardCharsets.US_ASCII);
    return new String(encoder.encode(reading, id), StandardCharsets.UTF_8);
  }

  private static Reading reading(long epochMicros, String location, double number) {
    return new Reading(
        epochMicros, location, number, -number, number, number, number, number, number);
  }

  private void assertLikeAGenerator(Reading reading) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = json.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("timestamp", Timestamps.format(reading.epochMicros()));
      out.writeStringField("location_id", reading.locationId());
      out.writeNumberField("latitude", reading.latitude());
      out.writeNumberField("longitude", reading.longitude());
      out.writeNumberField("temperature", reading.temperature());
      out.writeNumberField("humidity", reading.humidity());
      out.writeNumberField("pressure", reading.pressure());
      out.writeNumberField("wind_speed", reading.windSpeed());
      out.writeNumberField("wind_direction", reading.windDirection());
      out.writeEndObject();
    }
    String encoded = encoded(reading);
    if (!encoded.equals(text.toString())) {
      assertThat(encoded).isEqualTo(text.toString());
    }
  }

  @Test
  void writesAllNineFieldsAsTheTutorialDoes() {
    assertThat(encoded(new Reading(EVENING, "loc_7", 40.7128, -74, 21.5, 55.25, 1013.5, 0, 271)))
        .isEqualTo(
            """
            {"timestamp":"2026-11-22T20:07:56.000042+00:00","location_id":"loc_7",\
            "latitude":40.7128,"longitude":-74.0,"temperature":21.5,"humidity":55.25,\
            "pressure":1013.5,"wind_speed":0.0,"wind_direction":271.0}""");
  }

  @Test
  void writesWhatAGeneratorWrites() throws IOException {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.println("ReadingEncoderTest: -Dseed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < READINGS; i++) {
      double power = Math.pow(10, random.nextInt(8));
      double number = Math.rint((random.nextDouble() * 2 - 1) * 1_000 * power) / power;
      long micros = EVENING + (long) (random.nextGaussian() * 1e15);
      assertLikeAGenerator(reading(micros, "loc_" + random.nextInt(10_000_000), number));
    }
  }

  @Test
  void writesTimesOfOneSecondAndOfAnotherInAnyOrder() throws IOException {
    long[] steps = {0, 1, 999_000, -999_001, -1, -42, -43, 86_400_000_000L, 0, 957};
    long micros = EVENING;
    for (long step : steps) {
      micros += step;
      assertLikeAGenerator(reading(micros, "loc_1", 1));
    }
    assertLikeAGenerator(reading(-1, "loc_1", 1));
    assertLikeAGenerator(reading(0, "loc_1", 1));
  }

  @Test
  void hasRoomForTheLongest() throws IOException {
    assertLikeAGenerator(reading(EVENING, "loc_10000000", 2.2250738585072014E-308));
  }
}
