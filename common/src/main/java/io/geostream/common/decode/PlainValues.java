package io.geostream.common.decode;

import static io.geostream.common.decode.PlainText.UNUSUAL;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of columns from plain text: each as {@link ColumnReader} reads it, or not at
 * all. One operation a column, in flat arrays.
 */
final class PlainValues {

  /** Levels of a value that is stored as JSON; more are left to the parser. */
  static final int DEPTH = 24;

  private static final int UUID_LENGTH = 36;
  private static final int UUID_BYTES = 16;
  private static final long[] POWERS_OF_TEN = powersOfTen();

  private enum Operation {
    ISO_TIME,
    EPOCH_TIME,
    TEXT,
    FLOAT,
    INTEGER,
    BOOLEAN,
    NUMERIC,
    UUID,
    JSON
  }

  private final PlainText text;
  private final DecodedRows rows;
  private final Column[] columns;
  private final Operation[] operations;
  private final Conversion[] conversions;
  private final @Nullable ZoneRules[] zones;
  private final byte[][][] absentTexts;
  private final boolean[] hasAbsent;
  private final boolean[] hasAbsentNumber;
  private final boolean[] isQuotedNumber;
  private final byte[] uuid = new byte[UUID_BYTES];

  PlainValues(List<ColumnReader> readers, PlainText text, DecodedRows rows) {
    this.text = text;
    this.rows = rows;
    int count = readers.size();
    columns = readers.stream().map(ColumnReader::column).toArray(Column[]::new);
    conversions = readers.stream().map(ColumnReader::conversion).toArray(Conversion[]::new);
    operations = new Operation[count];
    zones = new ZoneRules[count];
    absentTexts = new byte[count][][];
    hasAbsent = new boolean[count];
    hasAbsentNumber = new boolean[count];
    isQuotedNumber = new boolean[count];
    for (int i = 0; i < count; i++) {
      Column column = columns[i];
      operations[i] = operation(column);
      zones[i] = column.zone().map(ZoneId::getRules).orElse(null);
      absentTexts[i] =
          column.absent().texts().stream()
              .map(each -> each.getBytes(StandardCharsets.UTF_8))
              .toArray(byte[][]::new);
      hasAbsentNumber[i] = !column.absent().numbers().isEmpty();
      hasAbsent[i] = hasAbsentNumber[i] || absentTexts[i].length > 0;
      isQuotedNumber[i] =
          column.coerce() && (column.type().isNumber() || column.type() == ColumnType.TIMESTAMPTZ);
    }
  }

  private static Operation operation(Column column) {
    return switch (column.type()) {
      case TIMESTAMPTZ ->
          column.format() == TimeFormat.ISO ? Operation.ISO_TIME : Operation.EPOCH_TIME;
      case TEXT -> Operation.TEXT;
      case DOUBLE_PRECISION, REAL -> Operation.FLOAT;
      case BIGINT, INTEGER, SMALLINT -> Operation.INTEGER;
      case BOOLEAN -> Operation.BOOLEAN;
      case NUMERIC -> Operation.NUMERIC;
      case UUID -> Operation.UUID;
      case JSONB -> Operation.JSON;
    };
  }

  /** Reads a column's value that begins here into the last row; gives the position after it. */
  int read(int column, int at) {
    byte first = text.at(at);
    if (first == 'n') {
      return text.afterNull(at);
    }
    return switch (operations[column]) {
      case FLOAT, INTEGER, NUMERIC, EPOCH_TIME -> number(column, at, first);
      case ISO_TIME, UUID -> first == '"' ? string(column, at) : UNUSUAL;
      case TEXT -> first == '"' ? string(column, at) : numberAsText(column, at);
      case BOOLEAN -> bool(column, at, first);
      case JSON -> json(column, at, first);
    };
  }

  private int number(int column, int at, byte first) {
    if (first == '"') {
      return isQuotedNumber[column] ? quotedNumber(column, at) : absentText(column, at);
    }
    int after = text.number(at);
    return after != UNUSUAL && takeNumber(column) ? after : UNUSUAL;
  }

  private int quotedNumber(int column, int at) {
    int after = text.number(at + 1);
    boolean isNumber = after != UNUSUAL && text.at(after) == '"';
    if (!isNumber || absentTexts[column].length > 0) {
      return absentText(column, at);
    }
    return takeNumber(column) ? after + 1 : UNUSUAL;
  }

  /** Takes a text that means "no value". */
  private int absentText(int column, int at) {
    int close = text.closingQuote(at + 1);
    return close != UNUSUAL && isAbsent(column, at + 1, close) ? close + 1 : UNUSUAL;
  }

  private boolean isAbsent(int column, int from, int to) {
    for (byte[] absent : absentTexts[column]) {
      if (absent.length == to - from && text.isAt(from, absent)) {
        return true;
      }
    }
    return false;
  }

  private boolean takeNumber(int column) {
    PlainNumberScanner number = text.numbers();
    if (hasAbsentNumber[column] && columns[column].absent().includes(number.toDecimal())) {
      return true;
    }
    return switch (operations[column]) {
      case FLOAT -> takeFloat(column, number);
      case INTEGER -> takeInteger(column, number);
      case EPOCH_TIME -> takeEpoch(column, number);
      default -> conversions[column].number("", number.toDecimal(), rows) == null;
    };
  }

  private boolean takeFloat(int column, PlainNumberScanner number) {
    FloatConversion conversion = (FloatConversion) conversions[column];
    double value = conversion.isReal() ? number.toFloat() : number.toDouble();
    if (!conversion.accepts(value)) {
      return false;
    }
    rows.set(column, conversion.bits(value));
    return true;
  }

  private boolean takeInteger(int column, PlainNumberScanner number) {
    long size = number.digits();
    long value = number.isNegative() ? -size : size;
    if (size < 0
        || number.fraction() > 0
        || !((IntegerConversion) conversions[column]).accepts(value)) {
      return false;
    }
    rows.set(column, value);
    return true;
  }

  private boolean takeEpoch(int column, PlainNumberScanner number) {
    int exponent = ((EpochConversion) conversions[column]).microsExponent() - number.fraction();
    long size = number.digits();
    if (size < 0) {
      return false;
    }
    long power = POWERS_OF_TEN[Math.min(Math.abs(exponent), POWERS_OF_TEN.length - 1)];
    if (exponent > 0 && size > Times.LAST / power) {
      return false;
    }
    long micros = exponent > 0 ? size * power : size / power;
    long value = number.isNegative() ? -micros : micros;
    if (!Times.accepts(value)) {
      return false;
    }
    rows.set(column, value);
    return true;
  }

  private int string(int column, int at) {
    int close = text.closingQuote(at + 1);
    if (close == UNUSUAL) {
      return UNUSUAL;
    }
    boolean taken =
        isAbsent(column, at + 1, close)
            || switch (operations[column]) {
              case ISO_TIME -> takeTime(column, at + 1, close);
              case UUID -> takeUuid(column, at + 1, close);
              default -> takeText(column, at + 1, close, text.codePoints());
            };
    return taken ? close + 1 : UNUSUAL;
  }

  private boolean takeTime(int column, int from, int to) {
    long micros = Timestamps.parseUsualLayout(text.bytes(), from, to, zones[column]);
    if (!Times.accepts(micros)) {
      return false; // another layout, too
    }
    rows.set(column, micros);
    return true;
  }

  private boolean takeText(int column, int from, int to, int codePoints) {
    boolean mayHaveControls = codePoints < to - from; // those beyond ASCII
    if (!columns[column].length().includes(codePoints)
        || (mayHaveControls && columns[column].refusesControls())) {
      return false;
    }
    rows.set(column, DecodedRows.inMessage(from, to - from));
    return true;
  }

  private int numberAsText(int column, int at) {
    int after = columns[column].coerce() && !hasAbsentNumber[column] ? text.number(at) : UNUSUAL;
    return after != UNUSUAL && takeText(column, at, after, after - at) ? after : UNUSUAL;
  }

  /** The usual layout alone: digits with four hyphens. */
  private boolean takeUuid(int column, int from, int to) {
    if (to - from != UUID_LENGTH) {
      return false;
    }
    int at = from;
    for (int i = 0; i < UUID_BYTES; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        if (text.at(at++) != '-') {
          return false;
        }
      }
      byte high = text.at(at++);
      byte low = text.at(at++);
      if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
        return false;
      }
      uuid[i] = (byte) ((HexFormat.fromHexDigit(high) << 4) | HexFormat.fromHexDigit(low));
    }
    rows.set(column, rows.convert(uuid, 0, UUID_BYTES));
    return true;
  }

  private int bool(int column, int at, byte first) {
    int after =
        switch (first) {
          case 't' -> text.afterTrue(at);
          case 'f' -> text.afterFalse(at);
          default -> UNUSUAL;
        };
    if (after != UNUSUAL) {
      rows.set(column, first == 't' ? 1 : 0);
    }
    return after;
  }

  private int json(int column, int at, byte first) {
    boolean isScalar = first != '{' && first != '[';
    int after = isScalar && hasAbsent[column] ? UNUSUAL : text.skip(at, DEPTH);
    if (after != UNUSUAL) {
      rows.set(column, DecodedRows.inMessage(at, after - at));
    }
    return after;
  }

  private static long[] powersOfTen() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }
}
