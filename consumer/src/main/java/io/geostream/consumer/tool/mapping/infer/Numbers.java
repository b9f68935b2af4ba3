package io.geostream.consumer.tool.mapping.infer;

import com.fasterxml.jackson.databind.JsonNode;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.TimeFormat;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The numbers that were seen at a place, including those in texts. */
final class Numbers {

  private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MOST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  /** In microseconds since 1970. No number falls within these years in two units. */
  private static final BigDecimal YEAR_2000 = BigDecimal.valueOf(946_684_800_000_000L);

  private static final BigDecimal YEAR_2100 = BigDecimal.valueOf(4_102_444_800_000_000L);

  /** Counters that happen to look like times spread over more years. */
  private static final BigDecimal TWENTY_YEARS = BigDecimal.valueOf(20L * 365 * 86_400_000_000L);

  /** What devices send for "no value". */
  private static final List<BigDecimal> SENTINELS =
      Stream.of("-999", "-9999", "-99999", "-127", "-32768", "32767", "65535", "9999", "99999")
          .map(BigDecimal::new)
          .toList();

  private BigDecimal least = BigDecimal.ZERO;
  private BigDecimal most = BigDecimal.ZERO;
  private boolean fractions;
  private long count;
  private long withTexts;

  void add(JsonNode number) {
    count++;
    add(number.decimalValue(), !number.isIntegralNumber());
  }

  /** Adds one that is in a text. */
  void add(String text) {
    add(new BigDecimal(text), !text.matches("-?[0-9]+"));
  }

  private void add(BigDecimal number, boolean isFraction) {
    least = withTexts == 0 ? number : least.min(number);
    most = withTexts == 0 ? number : most.max(number);
    fractions |= isFraction;
    withTexts++;
  }

  /** How many, without those in texts. */
  long count() {
    return count;
  }

  /** Whether all are 0 or 1; true if there are none. */
  boolean areBits() {
    return !fractions && least.signum() >= 0 && most.compareTo(BigDecimal.ONE) <= 0;
  }

  /** The type that takes all of them; one written with a fraction or an exponent is no integer. */
  ColumnType type() {
    if (fractions) {
      return ColumnType.DOUBLE_PRECISION;
    }
    return least.compareTo(LEAST_LONG) >= 0 && most.compareTo(MOST_LONG) <= 0
        ? ColumnType.BIGINT
        : ColumnType.NUMERIC;
  }

  /** The format in which all are times of this century, not far from each other. */
  Optional<TimeFormat> epoch() {
    return Arrays.stream(TimeFormat.values()).filter(this::areTimes).findFirst();
  }

  private boolean areTimes(TimeFormat format) {
    // Scales the bounds, not the numbers, whose exponents may already be at their limit.
    int exponent = -format.microsExponent();
    return format != TimeFormat.ISO
        && least.compareTo(YEAR_2000.scaleByPowerOfTen(exponent)) >= 0
        && most.compareTo(YEAR_2100.scaleByPowerOfTen(exponent)) < 0
        && most.subtract(least).compareTo(TWENTY_YEARS.scaleByPowerOfTen(exponent)) < 0;
  }

  /** The smallest and the largest, as times. */
  String range(TimeFormat format) {
    return time(least, format) + "…" + time(most, format);
  }

  private static Instant time(BigDecimal number, TimeFormat format) {
    BigDecimal micros = number.scaleByPowerOfTen(format.microsExponent());
    return Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS);
  }

  /** The smallest and the largest, and whether one of these may mean "no value". */
  String range() {
    String range = least.compareTo(most) == 0 ? "always " + least : least + "…" + most;
    List<BigDecimal> sentinels =
        SENTINELS.stream()
            .filter(each -> each.compareTo(least) == 0 || each.compareTo(most) == 0)
            .toList();
    return sentinels.isEmpty() ? range : range + "; missing: " + sentinels + "?";
  }
}
