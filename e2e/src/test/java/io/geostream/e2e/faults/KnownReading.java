package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Numbered readings: the number is in {@code location_id}, and all other values are functions of
 * it, so that a whole set is compared with what it should be in one question.
 */
final class KnownReading implements Shape {

  /** From each reading to the next, where nothing else is said. */
  static final Duration APART = Duration.ofMillis(1);

  private static final int NANOS_PER_MICRO = 1_000;

  /** Whole quarters, which have no rounding: {@code offset + number % modulus / 4}. */
  private record Field(String name, int offset, int modulus) {

    String json(long number) {
      return "\"%s\":%s".formatted(name, offset + number % modulus / 4.0);
    }

    String sql() {
      return String.format(Locale.ROOT, "%s = %d + (n %% %d) / 4.0::float8", name, offset, modulus);
    }
  }

  private static final List<Field> FIELDS =
      List.of(
          new Field("latitude", -90, 721),
          new Field("longitude", -180, 1441),
          new Field("temperature", -100, 801),
          new Field("humidity", 0, 401),
          new Field("pressure", 500, 2001),
          new Field("wind_speed", 0, 599),
          new Field("wind_direction", 0, 1439));

  @Override
  public Pipeline of(Pipeline pipeline) {
    return pipeline;
  }

  @Override
  public String table() {
    return "geospatial_metrics";
  }

  @Override
  public String keyColumn() {
    return "location_id";
  }

  @Override
  public String timeColumn() {
    return "time";
  }

  @Override
  public int rows() {
    return 1;
  }

  @Override
  public byte[] key(long number) {
    return ("n" + number).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] json(long number, Instant start, Duration apart) {
    return FIELDS.stream()
        .map(field -> field.json(number))
        .collect(
            Collectors.joining(
                ",",
                String.format(
                    Locale.ROOT,
                    "{\"timestamp\":\"%s\",\"location_id\":\"n%d\",",
                    start.plus(apart.multipliedBy(number)),
                    number),
                "}"))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public BadRecord bad(long number) {
    return BadRecord.of(number);
  }

  @Override
  public String numbered() {
    return "(SELECT CASE WHEN location_id ~ '^n[0-9]{1,12}$' THEN substring(location_id FROM 2)::bigint END AS n, *"
        + " FROM geospatial_metrics) AS numbered";
  }

  @Override
  public String isRight(KnownSet set) {
    return FIELDS.stream()
        .map(Field::sql)
        .collect(
            Collectors.joining(
                " AND ",
                String.format(
                    Locale.ROOT,
                    "(time = timestamptz '%s' + n * interval '%d microseconds' AND ",
                    set.start(),
                    set.apart().toNanos() / NANOS_PER_MICRO),
                ")"));
  }
}
