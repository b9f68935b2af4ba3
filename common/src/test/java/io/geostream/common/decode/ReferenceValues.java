package io.geostream.common.decode;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.TimeFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A column's value of a JSON scalar, by the words of the contract. */
final class ReferenceValues {

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

  private static final List<DateTimeFormatter> TIMES =
      Stream.of('T', ' ')
          .flatMap(
              between ->
                  Stream.of("+HH:MM:ss", "+HHMM", "+HH").map(offset -> layout(between, offset)))
          .toList();
  private static final List<DateTimeFormatter> LOCAL_TIMES =
      Stream.of('T', ' ').map(between -> layout(between, "")).toList();

  /** A value that its column does not take. */
  static final class FaultException extends Exception {
    private static final long serialVersionUID = 1L;
    final ErrorCode code;

    FaultException(ErrorCode code) {
      super(code.word(), null, false, false);
      this.code = code;
    }
  }

  private ReferenceValues() {}

  /** The value of a scalar; null if it means that there is none. */
  static @Nullable Object of(Column column, JsonTree scalar) throws FaultException {
    if (scalar instanceof JsonTree.Text text) {
      return ofText(column, text.text());
    }
    if (scalar instanceof JsonTree.Num number) {
      return ofNumber(column, number.raw());
    }
    if (scalar instanceof JsonTree.Bool bool && column.type() == ColumnType.BOOLEAN) {
      return bool.raw().equals("true");
    }
    throw new FaultException(ErrorCode.WRONG_TYPE);
  }

  static @Nullable Object ofText(Column column, String text) throws FaultException {
    if (column.absent().texts().contains(text)) {
      return null;
    }
    boolean isNumeric =
        column.type().isNumber()
            || (column.type() == ColumnType.TIMESTAMPTZ && column.format() != TimeFormat.ISO);
    if (column.coerce() && isNumeric && ReferenceNumber.parse(text) != null) {
      return ofNumber(column, text);
    }
    return switch (column.type()) {
      case TEXT -> checked(column, text);
      case TIMESTAMPTZ -> {
        if (column.format() != TimeFormat.ISO) {
          throw new FaultException(ErrorCode.WRONG_TYPE);
        }
        yield time(text, column.zone());
      }
      case UUID -> uuid(text);
      case BOOLEAN -> {
        if (column.coerce() && (text.equals("true") || text.equals("false"))) {
          yield text.equals("true");
        }
        throw new FaultException(ErrorCode.WRONG_TYPE);
      }
      default -> throw new FaultException(ErrorCode.WRONG_TYPE);
    };
  }

  static @Nullable Object ofNumber(Column column, String text) throws FaultException {
    ReferenceNumber number = ReferenceNumber.parse(text);
    if (number == null) {
      throw new AssertionError(text + " is no number");
    }
    require(number.digits() <= 1_000, ErrorCode.TOO_LARGE);
    if (column.absent().numbers().stream().anyMatch(number::equalsNumber)) {
      return null;
    }
    return switch (column.type()) {
      case DOUBLE_PRECISION -> {
        double value = Double.parseDouble(text);
        require(!Double.isInfinite(value), ErrorCode.OUT_OF_RANGE);
        require(
            column.range().least().map(b -> b.doubleValue() <= value).orElse(true)
                && column.range().most().map(b -> b.doubleValue() >= value).orElse(true),
            ErrorCode.OUT_OF_RANGE);
        yield Double.doubleToRawLongBits(value);
      }
      case REAL -> {
        float value = Float.parseFloat(text);
        require(!Float.isInfinite(value), ErrorCode.OUT_OF_RANGE);
        require(
            column.range().least().map(b -> b.floatValue() <= value).orElse(true)
                && column.range().most().map(b -> b.floatValue() >= value).orElse(true),
            ErrorCode.OUT_OF_RANGE);
        yield Float.floatToRawIntBits(value);
      }
      case SMALLINT -> integer(column, number, 16);
      case INTEGER -> integer(column, number, 32);
      case BIGINT -> integer(column, number, 64);
      case NUMERIC -> {
        require(isNumeric(number), ErrorCode.OUT_OF_RANGE);
        require(column.range().includes(number.exact()), ErrorCode.OUT_OF_RANGE);
        int scale = number.exponent().signum() < 0 ? -number.exponent().intValueExact() : 0;
        yield number.exact().setScale(scale, RoundingMode.UNNECESSARY);
      }
      case TIMESTAMPTZ -> {
        require(column.format() != TimeFormat.ISO, ErrorCode.WRONG_TYPE);
        yield epoch(number, column.format().microsExponent());
      }
      case BOOLEAN -> {
        boolean isOne = number.equalsNumber(BigDecimal.ONE);
        require(column.coerce() && (isOne || number.isZero()), ErrorCode.WRONG_TYPE);
        yield isOne;
      }
      case TEXT -> {
        require(column.coerce(), ErrorCode.WRONG_TYPE);
        yield checked(column, text);
      }
      default -> throw new FaultException(ErrorCode.WRONG_TYPE);
    };
  }

  /** Whether PostgreSQL's numeric holds it with all digits. */
  static boolean isNumeric(ReferenceNumber number) {
    return number.exponent().compareTo(BigInteger.valueOf(-16_383)) >= 0 && number.isBelow(131_072);
  }

  private static long integer(Column column, ReferenceNumber number, int bits)
      throws FaultException {
    require(!number.isFraction(), ErrorCode.WRONG_TYPE);
    require(number.isBelow(19), ErrorCode.OUT_OF_RANGE);
    BigInteger value = number.exact().toBigIntegerExact();
    require(value.bitLength() < bits, ErrorCode.OUT_OF_RANGE);
    require(column.range().includes(new BigDecimal(value)), ErrorCode.OUT_OF_RANGE);
    return value.longValueExact();
  }

  private static long epoch(ReferenceNumber number, int exponent) throws FaultException {
    require(number.isBelow(24), ErrorCode.OUT_OF_RANGE);
    if (number.isBelow(-24)) {
      return 0;
    }
    BigInteger micros = number.exact().scaleByPowerOfTen(exponent).toBigInteger();
    require(micros.bitLength() < 63, ErrorCode.OUT_OF_RANGE);
    return inFourDigits(micros.longValueExact());
  }

  private static long inFourDigits(long micros) throws FaultException {
    require(
        micros >= FIRST.getEpochSecond() * 1_000_000
            && micros < AFTER_LAST.getEpochSecond() * 1_000_000,
        ErrorCode.OUT_OF_RANGE);
    return micros;
  }

  static long time(Instant instant) throws FaultException {
    require(!instant.isBefore(FIRST) && instant.isBefore(AFTER_LAST), ErrorCode.OUT_OF_RANGE);
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }

  private static long time(String text, Optional<ZoneId> zone) throws FaultException {
    for (DateTimeFormatter layout : TIMES) {
      try {
        return time(OffsetDateTime.parse(text, layout).toInstant());
      } catch (DateTimeException e) {
        // It may have the next layout.
      }
    }
    for (DateTimeFormatter layout : zone.isPresent() ? LOCAL_TIMES : List.<DateTimeFormatter>of()) {
      try {
        return time(inZone(LocalDateTime.parse(text, layout), zone.get()));
      } catch (DateTimeException e) {
        // It may have the next layout.
      }
    }
    throw new FaultException(ErrorCode.BAD_TIMESTAMP);
  }

  /** Of two the later one; of none by the offset before. */
  private static Instant inZone(LocalDateTime local, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      return local.toInstant(zone.getRules().getTransition(local).getOffsetBefore());
    }
    return offsets.stream().map(local::toInstant).max(Instant::compareTo).orElseThrow();
  }

  private static UUID uuid(String text) throws FaultException {
    boolean braces = text.matches("\\{.*}");
    String inner = braces ? text.substring(1, text.length() - 1) : text;
    require(inner.matches("([0-9a-fA-F]{4}-?){7}[0-9a-fA-F]{4}"), ErrorCode.WRONG_TYPE);
    String hex = inner.replace("-", "");
    return new UUID(
        Long.parseUnsignedLong(hex.substring(0, 16), 16),
        Long.parseUnsignedLong(hex.substring(16), 16));
  }

  private static String checked(Column column, String text) throws FaultException {
    int length = (int) text.codePoints().count();
    require(
        length >= column.length().least() && length <= column.length().most(),
        ErrorCode.OUT_OF_RANGE);
    require(isStorable(text), ErrorCode.OUT_OF_RANGE);
    require(
        !column.refusesControls() || text.codePoints().noneMatch(Character::isISOControl),
        ErrorCode.OUT_OF_RANGE);
    return text;
  }

  /** Whether PostgreSQL stores the characters. */
  static boolean isStorable(String text) {
    return text.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
  }

  private static void require(boolean holds, ErrorCode otherwise) throws FaultException {
    if (!holds) {
      throw new FaultException(otherwise);
    }
  }

  private static DateTimeFormatter layout(char between, String offset) {
    DateTimeFormatterBuilder layout =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(between)
            .append(DateTimeFormatter.ISO_LOCAL_TIME);
    if (!offset.isEmpty()) {
      layout.appendOffset(offset, "Z");
    }
    return layout
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT)
        .withChronology(IsoChronology.INSTANCE);
  }
}
