package io.geostream.common.decode;

import static io.geostream.common.decode.PlainText.UNUSUAL;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.TimeFormat;
import java.util.List;

/**
 * Reads the values of columns from plain text: each as {@link ColumnReader} reads it, or not at
 * all. One operation a column, in flat arrays.
 */
final class PlainValues {

  /** Levels of a value that is stored as JSON; more are left to the parser. */
  static final int DEPTH = 24;

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
  private final PlainNumbers numbers;
  private final PlainTexts texts;
  private final DecodedRows rows;
  private final Operation[] operations;
  private final boolean[] coerces;

  PlainValues(List<ColumnReader> readers, PlainText text, DecodedRows rows) {
    this.text = text;
    this.rows = rows;
    numbers = new PlainNumbers(readers, text.numbers(), rows);
    texts = new PlainTexts(readers, text, rows);
    operations = readers.stream().map(PlainValues::operation).toArray(Operation[]::new);
    coerces = new boolean[operations.length];
    for (ColumnReader reader : readers) {
      coerces[reader.index()] = reader.column().coerce();
    }
  }

  private static Operation operation(ColumnReader reader) {
    Column column = reader.column();
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
          case FLOAT -> numbers.takeFloat(column);
          case INTEGER -> numbers.takeInteger(column);
          case EPOCH_TIME -> numbers.takeEpoch(column);
          case BOOLEAN -> numbers.takeBoolean(column);
          default -> numbers.takeNumeric(column);
        };
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
