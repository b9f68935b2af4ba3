package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.mapping.TimeFormat;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** The unit of times that are numbers, by their size: none is in the range of another. */
enum EpochUnit {
  SECONDS(TimeFormat.EPOCH_S),
  MILLIS(TimeFormat.EPOCH_MS),
  MICROS(TimeFormat.EPOCH_US),
  NANOS(TimeFormat.EPOCH_NS);

  private static final BigDecimal YEAR_2000 = BigDecimal.valueOf(946_684_800_000_000L);
  private static final BigDecimal YEAR_2100 = BigDecimal.valueOf(4_102_444_800_000_000L);

  /** Counters that by chance have the size of a time spread wider. */
  private static final BigDecimal TWENTY_YEARS = BigDecimal.valueOf(20L * 365 * 86_400_000_000L);

  private final TimeFormat format;

  EpochUnit(TimeFormat format) {
    this.format = format;
  }

  TimeFormat format() {
    return format;
  }

  /** The unit in which a number is a time between 2000 and 2100. */
  static Optional<EpochUnit> of(BigDecimal number) {
    return Arrays.stream(values()).filter(unit -> unit.includes(number)).findFirst();
  }

  /** The unit in which all numbers are such times, not far from each other. */
  static Optional<EpochUnit> of(SeenNumbers numbers) {
    BigDecimal least = numbers.least();
    BigDecimal most = numbers.most();
    if (least == null || most == null || !numbers.fitDouble()) {
      return Optional.empty();
    }
    return of(least)
        .filter(unit -> unit.includes(most))
        .filter(unit -> unit.micros(most).subtract(unit.micros(least)).compareTo(TWENTY_YEARS) < 0);
  }

  private boolean includes(BigDecimal number) {
    BigDecimal micros = micros(number);
    return micros.compareTo(YEAR_2000) >= 0 && micros.compareTo(YEAR_2100) < 0;
  }

  /** The number as microseconds since 1970. */
  BigDecimal micros(BigDecimal number) {
    return number.scaleByPowerOfTen(format.microsExponent());
  }
}
