package io.geostream.common.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The rows of one message, without an object for each value: filled again for each message, by one
 * thread, and valid until the next. Columns are numbered as {@link
 * io.geostream.common.mapping.Mapping#rowColumns()} has them, so the time is column 0.
 *
 * <p>A value is a number of 64 bits. A time is microseconds since 1970, a {@code double precision}
 * and a {@code real} are their bits, a {@code boolean} is 0 or 1. Of a text, {@code numeric},
 * {@code uuid} and {@code jsonb} it says where the bytes lie that PostgreSQL's binary format has
 * (of {@code jsonb} the JSON): in the message, or in a buffer of what had to be converted.
 */
public final class DecodedRows {

  /** The column of the time. */
  public static final int TIME = 0;

  private static final int FEW = 16;

  /** So many rows a message makes at most. */
  static final int MOST_ROWS = 10_000;

  private final int columns;
  private final long ofMessage;
  private final byte[] constants;
  private final long[] messageValues;
  private long messagePresent;
  private long[] values;
  private long[] present;
  private int count;
  private int base;
  private boolean hasArray;
  private byte[] message = {};
  private byte[] converted;
  private int convertedLength;

  /**
   * @param columns how many a row has, at most 64
   * @param ofMessage the columns that have the same value in all rows of a message, a bit for each
   * @param constants bytes that values may refer to in each message, see {@link #constant}
   */
  DecodedRows(int columns, long ofMessage, byte[] constants) {
    this.columns = columns;
    this.ofMessage = ofMessage;
    this.messageValues = new long[columns];
    this.constants = constants;
    this.values = new long[columns * FEW];
    this.present = new long[FEW];
    this.converted = Arrays.copyOf(constants, constants.length + 1024);
    this.convertedLength = constants.length;
  }

  /** How many rows there are. */
  public int count() {
    return count;
  }

  /** Whether a value is there; else it is NULL. */
  public boolean has(int row, int column) {
    return ((present[row] >>> column) & 1) != 0;
  }

  /** Which columns of a row have a value, a bit for each. */
  public long present(int row) {
    return present[row];
  }

  /** The value as a number, see above. */
  public long value(int row, int column) {
    return values[row * columns + column];
  }

  /** The time of a row, in microseconds since 1970-01-01T00:00:00Z. */
  public long epochMicros(int row) {
    return values[row * columns + TIME];
  }

  /** How many bytes a text, {@code numeric}, {@code uuid} or {@code jsonb} has. */
  public int length(int row, int column) {
    return (int) values[row * columns + column];
  }

  /** Copies these bytes to where there is room for them. */
  public void copy(int row, int column, byte[] to, int at) {
    long place = values[row * columns + column];
    int from = (int) (place >> Integer.SIZE);
    byte[] source = from >= 0 ? message : converted;
    System.arraycopy(source, from >= 0 ? from : ~from, to, at, (int) place);
  }

  /** These bytes as a text. */
  public String text(int row, int column) {
    byte[] utf8 = new byte[length(row, column)];
    copy(row, column, utf8, 0);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** The value of bytes that lie in the message. */
  static long inMessage(int from, int length) {
    return ((long) from << Integer.SIZE) | length;
  }

  /** The value of bytes among the constants. */
  static long constant(int from, int length) {
    return ((long) ~from << Integer.SIZE) | length;
  }

  /** Begins a message, without rows. */
  void begin(byte[] bytes) {
    message = bytes;
    convertedLength = constants.length;
    count = 0;
    messagePresent = 0;
    hasArray = false;
  }

  /** Notes that the array whose elements are rows is there. */
  void beginArray() {
    hasArray = true;
  }

  /** Whether that array is there. */
  boolean hasArray() {
    return hasArray;
  }

  /** Begins a row, without values. */
  void beginRow() {
    if (count == present.length) {
      present = Arrays.copyOf(present, count * 2);
      values = Arrays.copyOf(values, count * 2 * columns);
    }
    base = count * columns;
    present[count++] = 0;
  }

  /** Sets a value of the last row, or of all rows if the column is the message's. */
  void set(int column, long value) {
    long bit = 1L << column;
    if ((ofMessage & bit) == 0) {
      values[base + column] = value;
      present[count - 1] |= bit;
    } else {
      messageValues[column] = value;
      messagePresent |= bit;
    }
  }

  /** Sets a value of any row. */
  void set(int row, int column, long value) {
    values[row * columns + column] = value;
    present[row] |= 1L << column;
  }

  /** Ends a message: each row gets the message's values. */
  void end() {
    for (long left = messagePresent; left != 0; left &= left - 1) {
      int column = Long.numberOfTrailingZeros(left);
      for (int row = 0; row < count; row++) {
        set(row, column, messageValues[column]);
      }
    }
  }

  /** Keeps converted bytes; gives the value that refers to them. */
  long convert(byte[] bytes, int from, int length) {
    if (converted.length - convertedLength < length) {
      converted =
          Arrays.copyOf(converted, Math.max(converted.length * 2, convertedLength + length));
    }
    System.arraycopy(bytes, from, converted, convertedLength, length);
    long value = constant(convertedLength, length);
    convertedLength += length;
    return value;
  }
}
