package io.geostream.common.decode;

import com.fasterxml.jackson.core.JsonToken;
import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.TimeFormat;
import io.geostream.common.text.JsonNumber;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a column from JSON, one at a time, into the last row. Values that mean "no
 * value" come first, then numbers in texts, then the rules of the type.
 */
final class ValueReader {

  /** The most digits of a number. */
  static final int MOST_DIGITS = 1_000;

  private final int index;
  private final Column column;
  private final Conversion conversion;

  /**
   * @param index of the column in the row
   */
  ValueReader(int index, Column column) {
    this.index = index;
    this.column = column;
    this.conversion = conversion(index, column);
  }

  private static Conversion conversion(int index, Column column) {
    return switch (column.type()) {
      case TIMESTAMPTZ ->
          column.format() == TimeFormat.ISO
              ? new TimeConversion(index, column.zone().map(ZoneId::getRules).orElse(null))
              : new EpochConversion(index, column.format().microsExponent());
      case TEXT -> new TextConversion(index, column);
      case DOUBLE_PRECISION, REAL -> FloatConversion.of(index, column);
      case BIGINT, INTEGER, SMALLINT -> IntegerConversion.of(index, column);
      case BOOLEAN -> new BooleanConversion(index, column.coerce());
      case NUMERIC -> new NumericConversion(index, column.range());
      case UUID -> new UuidConversion(index);
      // The parser that finds its end puts it into the row as it stands.
      case JSONB -> () -> "JSON";
    };
  }

  /** The column's place in the row. */
  int index() {
    return index;
  }

  Column column() {
    return column;
  }

  Conversion conversion() {
    return conversion;
  }

  /** Whether objects and arrays are values. */
  boolean takesAll() {
    return column.type() == ColumnType.JSONB;
  }

  /** Whether a scalar means "no value". */
  boolean isAbsent(JsonToken token, String text) {
    if (token == JsonToken.VALUE_STRING) {
      return column.absent().texts().contains(text);
    }
    return token.isNumeric() && tooLarge(text) == null && isAbsentNumber(text);
  }

  @Nullable BadRecord string(String text, DecodedRows rows) {
    if (column.absent().texts().contains(text)) {
      return null;
    }
    boolean isNumber = column.coerce() && takesNumbers() && JsonNumber.matches(text);
    return isNumber ? number(text, rows) : conversion.string(text, rows);
  }

  private boolean takesNumbers() {
    return column.type().isNumber() || conversion instanceof EpochConversion;
  }

  /**
   * @param text by the grammar of JSON
   */
  @Nullable BadRecord number(String text, DecodedRows rows) {
    BadRecord fault = tooLarge(text);
    if (fault != null) {
      return fault;
    }
    return isAbsentNumber(text) ? null : conversion.number(text, rows);
  }

  private boolean isAbsentNumber(String text) {
    return !column.absent().numbers().isEmpty() && column.absent().includes(Decimals.exact(text));
  }

  @Nullable BadRecord bool(boolean value, DecodedRows rows) {
    return conversion.bool(value, rows);
  }

  /**
   * @param found what it is, such as "an array"
   */
  BadRecord container(String found) {
    return Descriptions.wrongType(conversion.expected(), found);
  }

  /** A number with too many digits, or null. */
  static @Nullable BadRecord tooLarge(String number) {
    if (number.length() <= MOST_DIGITS) {
      return null;
    }
    long digits = number.chars().takeWhile(c -> c != 'e' && c != 'E').filter(c -> c >= '0').count();
    return digits <= MOST_DIGITS
        ? null
        : new BadRecord(
            ErrorCode.TOO_LARGE,
            "a number of " + digits + " digits, at most " + MOST_DIGITS + " are read");
  }
}
