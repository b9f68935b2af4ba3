package io.geostream.common.decode;

import static io.geostream.common.decode.PlainText.UNUSUAL;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.TimeFormat;
import java.util.List;

/**
 * Reads column values from plain text, with the same result as {@link ValueReader}, or leaves them
 * to it. Each column has one operation, in flat arrays.
 */
final class PlainValues {

  /** Levels of a value that is stored as JSON; more are left to the parser. */
  static final int DEPTH = 24;

  private static final byte FLOAT = 0;
  private static final byte INTEGER = 1;
  private static final byte NUMERIC = 2;
  private static final byte EPOCH_TIME = 3;
  private static final byte ISO_TIME = 4;
  private static final byte TEXT = 5;
  private static final byte BOOLEAN = 6;
  private static final byte UUID = 7;
  private static final byte JSON = 8;
  private static final byte DOUBLE = 9;

  private final PlainText text;
  private final PlainNumbers numbers;
  private final PlainTexts texts;
  private final DecodedRows rows;
  private final byte[] operations;
  private final boolean[] coerces;
  private int timeLength;

  PlainValues(List<ValueReader> readers, PlainText text, DecodedRows rows) {
    this.text = text;
    this.rows = rows;
    numbers = new PlainNumbers(readers, text.numbers(), rows);
    texts = new PlainTexts(readers, text, rows);
    operations = new byte[readers.size()];
    coerces = new boolean[operations.length];
    for (ValueReader reader : readers) {
      operations[reader.index()] = operation(reader);
      coerces[reader.index()] = reader.column().coerce();
    }
  }

  private static byte operation(ValueReader reader) {
    Column column = reader.column();
    return switch (column.type()) {
      case TIMESTAMPTZ -> column.format() == TimeFormat.ISO ? ISO_TIME : EPOCH_TIME;
      case TEXT -> TEXT;
      case DOUBLE_PRECISION -> column.absent().numbers().isEmpty() ? DOUBLE : FLOAT;
      case REAL -> FLOAT;
      case BIGINT, INTEGER, SMALLINT -> INTEGER;
      case BOOLEAN -> BOOLEAN;
      case NUMERIC -> NUMERIC;
      case UUID -> UUID;
      case JSONB -> JSON;
    };
  }

  /** Reads a column's value that begins here into the last row; gives the position after it. */
  int read(int column, int at) {
    byte first = text.at(at);
    if (operations[column] == DOUBLE && first <= '9' && first != '"') {
      int after = text.number(at);
      return after != UNUSUAL && numbers.takeDouble(column) ? after : UNUSUAL;
    }
    if (first == 'n') {
      return text.afterNull(at);
    }
    return switch (operations[column]) {
      case ISO_TIME -> first == '"' ? time(column, at) : UNUSUAL;
      case UUID -> first == '"' ? string(column, at) : UNUSUAL;
      case TEXT -> first == '"' ? string(column, at) : numberAsText(column, at);
      case BOOLEAN -> bool(column, at, first);
      case JSON -> json(column, at, first);
      default -> number(column, at, first);
    };
  }

  private int number(int column, int at, byte first) {
    if (first == '"') {
      return numberInText(column, at);
    }
    int after = text.number(at);
    return after != UNUSUAL && takeNumber(column) ? after : UNUSUAL;
  }

  private int numberInText(int column, int at) {
    if (texts.hasAbsent(column)) {
      int close = text.closingQuote(at + 1);
      if (close != UNUSUAL && texts.isAbsent(column, at + 1, close)) {
        return close + 1;
      }
    }
    int after = coerces[column] ? text.number(at + 1) : UNUSUAL;
    return after != UNUSUAL && text.at(after) == '"' && takeNumber(column) ? after + 1 : UNUSUAL;
  }

  private boolean takeNumber(int column) {
    return numbers.isAbsent(column)
        || switch (operations[column]) {
          case DOUBLE -> numbers.takeDouble(column);
          case FLOAT -> numbers.takeFloat(column);
          case INTEGER -> numbers.takeInteger(column);
          case EPOCH_TIME -> numbers.takeEpoch(column);
          case BOOLEAN -> numbers.takeBoolean(column);
          default -> numbers.takeNumeric(column);
        };
  }

  /** Tries the length of the last time first, which saves the search for the closing quote. */
  private int time(int column, int at) {
    int close = at + 1 + timeLength;
    if (text.at(close) == '"'
        && !texts.hasAbsent(column)
        && texts.takeTime(column, at + 1, close)) {
      return close + 1;
    }
    int after = string(column, at);
    timeLength = Math.max(0, after - at - 2);
    return after;
  }

  private int string(int column, int at) {
    int close = text.closingQuote(at + 1);
    if (close == UNUSUAL) {
      return UNUSUAL;
    }
    boolean taken =
        texts.isAbsent(column, at + 1, close)
            || switch (operations[column]) {
              case ISO_TIME -> texts.takeTime(column, at + 1, close);
              case UUID -> texts.takeUuid(column, at + 1, close);
              default -> texts.takeText(column, at + 1, close, text.codePoints());
            };
    return taken ? close + 1 : UNUSUAL;
  }

  private int numberAsText(int column, int at) {
    int after = coerces[column] ? text.number(at) : UNUSUAL;
    return after != UNUSUAL
            && (numbers.isAbsent(column) || texts.takeText(column, at, after, after - at))
        ? after
        : UNUSUAL;
  }

  private int bool(int column, int at, byte first) {
    int after =
        switch (first) {
          case 't' -> text.afterTrue(at);
          case 'f' -> text.afterFalse(at);
          case '0', '1' -> coerces[column] ? number(column, at, first) : UNUSUAL;
          default -> UNUSUAL;
        };
    if (after != UNUSUAL && first > '1') {
      rows.set(column, first == 't' ? 1 : 0);
    }
    return after;
  }

  private int json(int column, int at, byte first) {
    boolean isScalar = first != '{' && first != '[';
    boolean mayBeAbsent = isScalar && (texts.hasAbsent(column) || numbers.hasAbsent(column));
    int after = mayBeAbsent ? UNUSUAL : text.skip(at, DEPTH);
    if (after != UNUSUAL) {
      rows.set(column, DecodedRows.inMessage(at, after - at));
    }
    return after;
  }
}
