package io.geostream.consumer.write;

import io.geostream.common.mapping.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

/** The texts of values of each type, as JSON and PostgreSQL both read them. */
final class GeneratedValues {

  private static final LocalDateTime FIRST = LocalDateTime.parse("0001-01-02T00:00:00");
  private static final LocalDateTime LAST = LocalDateTime.parse("9999-12-31T00:00:00");

  private final Random random;

  GeneratedValues(Random random) {
    this.random = random;
  }

  /**
   * A value of a type: first its extremes, then random ones.
   *
   * @param number counts the values of this type from 0
   */
  String of(ColumnType type, int number) {
    List<String> extremes = extremes(type);
    return number < extremes.size() ? extremes.get(number) : random(type);
  }

  private static List<String> extremes(ColumnType type) {
    return switch (type) {
      case TIMESTAMPTZ ->
          List.of(
              "0001-01-01T00:00:00Z",
              "9999-12-31T23:59:59.999999Z",
              "1999-12-31T23:59:59.999999Z",
              "2000-01-01T00:00:00Z",
              "1969-12-31T23:59:59.999999Z",
              "2024-02-29T12:00:00+14:00",
              "1900-02-28T23:59:59-12:00");
      case TEXT -> List.of("", " ", "\ud83c\udf0d", "\uffff", "x".repeat(70_000));
      case DOUBLE_PRECISION ->
          List.of("-0.0", "0", "4.9e-324", "1.7976931348623157e308", "-2.2250738585072014E-308");
      case REAL -> List.of("-0.0", "1e-45", "3.4028235e38", "16777217", "1.17549435e-38");
      case BIGINT -> List.of("-9223372036854775808", "9223372036854775807", "0", "-1");
      case INTEGER -> List.of("-2147483648", "2147483647", "0", "-1");
      case SMALLINT -> List.of("-32768", "32767", "0", "-1");
      case BOOLEAN -> List.of("true", "false");
      case NUMERIC ->
          List.of(
              "0",
              "-0.000",
              "1e-16383",
              "1e131071",
              "9999",
              "10000",
              "0.0001",
              "-0.00001",
              "9".repeat(1_000),
              "0." + "1".repeat(999));
      case UUID ->
          List.of("00000000-0000-0000-0000-000000000000", "FFFFFFFF-ffff-FFFF-ffff-FFFFFFFFFFFF");
      case JSONB ->
          List.of(
              "[null]",
              "{\"a\":1,\"a\":2}",
              "{}",
              "[]",
              "\"\"",
              "1e-5",
              "\"\\u00fc\\n\"",
              "[[[[1.50]]]]");
    };
  }

  private String random(ColumnType type) {
    return switch (type) {
      case TIMESTAMPTZ -> time();
      case TEXT -> text();
      case DOUBLE_PRECISION -> Double.toString(finite(Double.longBitsToDouble(random.nextLong())));
      case REAL -> real();
      case BIGINT -> Long.toString(random.nextLong() >> random.nextInt(64));
      case INTEGER -> Integer.toString(random.nextInt() >> random.nextInt(32));
      case SMALLINT -> Integer.toString((short) random.nextInt());
      case BOOLEAN -> Boolean.toString(random.nextBoolean());
      case NUMERIC -> numeric();
      case UUID -> new UUID(random.nextLong(), random.nextLong()).toString();
      case JSONB -> '[' + json(3) + ']'; // a null alone is no value
    };
  }

  private String time() {
    long micros = ChronoUnit.MICROS.between(FIRST, LAST);
    int minutes = random.nextInt(-12 * 60, 14 * 60);
    return FIRST
        .plus(random.nextLong(micros), ChronoUnit.MICROS)
        .atOffset(ZoneOffset.ofTotalSeconds(minutes * 60))
        .toString();
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0.1;
  }

  /** More digits than a real has, so that it is rounded. */
  private String real() {
    float value = Float.intBitsToFloat(random.nextInt());
    double between = value + (double) Math.ulp(value) * random.nextDouble();
    return Math.abs(between) < Float.MAX_VALUE ? new BigDecimal(between).toString() : "0.1";
  }

  private String numeric() {
    BigInteger digits = new BigInteger(random.nextInt(200), random);
    String sign = random.nextBoolean() ? "-" : "";
    return sign + new BigDecimal(digits, random.nextInt(-40, 80));
  }

  private String text() {
    return random
        .ints(random.nextInt(20), 0x20, 0x3000)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private String json(int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> numeric();
      case 1 -> "\"" + text().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
      case 2 -> Boolean.toString(random.nextBoolean());
      case 3 -> "null";
      case 4 -> "[%s, %s]".formatted(json(depth - 1), json(depth - 1));
      default -> "{\"a\": %s,\"\u00fc\":%s}".formatted(json(depth - 1), json(depth - 1));
    };
  }
}
