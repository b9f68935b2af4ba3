package io.geostream.common.decode;

import io.geostream.common.mapping.ColumnType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * The rows of one message, without an object for each value. The same instance is filled for each
 * message, by one thread, and is valid until the next. Columns are numbered as in {@link
 * io.geostream.common.mapping.Mapping#rowColumns()}, so the time is column 0.
 *
 * <p>A value is a number of 64 bits: microseconds since 1970 for a time, the bits of a {@code
 * double precision} or {@code real}, 0 or 1 for a {@code boolean}. For a text, {@code numeric},
 * {@code uuid} or {@code jsonb} it refers to the bytes of PostgreSQL's binary format (for {@code
 * jsonb}, to the JSON), which are in the message or in a buffer of converted values.
 */
public final class DecodedRows {

  /** The column of the time. */
  public static final int TIME = 0;

  private static final int FEW = 16;

  /** How PostgreSQL's binary format encodes a value. */
  public enum Form {
    /** Microseconds since 2000. */
    TIME(Long.BYTES),
    EIGHT_BYTES(Long.BYTES),
    FOUR_BYTES(Integer.BYTES),
    TWO_BYTES(Short.BYTES),
    ONE_BYTE(1),
    /** The bytes of the value. */
    BYTES(0),
    /** A byte for the version, then the JSON. */
    JSON(1);

    private final int width;

    Form(int width) {
      this.width = width;
    }

    /** How many bytes it has, without those that a value refers to. */
    int width() {
      return width;
    }

    static Form of(ColumnType type) {
      return switch (type) {
        case TIMESTAMPTZ -> TIME;
        case DOUBLE_PRECISION, BIGINT -> EIGHT_BYTES;
        case REAL, INTEGER -> FOUR_BYTES;
        case SMALLINT -> TWO_BYTES;
        case BOOLEAN -> ONE_BYTE;
        case TEXT, NUMERIC, UUID -> BYTES;
        case JSONB -> JSON;
      };
    }

    /** Whether a value refers to bytes that lie elsewhere. */
    boolean isReference() {
      return this == BYTES || this == JSON;
    }
  }

  /** The most rows of a message. */
  static final int MOST_ROWS = 10_000;

  private final Form[] forms;
  private final int columns;
  private final long references;
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
   * @param forms of the columns, at most 64
   * @param ofMessage the columns that have the same value in all rows of a message, a bit for each
   * @param constants bytes that values may refer to in each message, see {@link #constant}
   */
  DecodedRows(Form[] forms, long ofMessage, byte[] constants) {
    this.forms = forms;
    this.columns = forms.length;
    long refer = 0;
    for (int column = 0; column < columns; column++) {
      refer |= forms[column].isReference() ? 1L << column : 0;
    }
    this.references = refer;
    this.ofMessage = ofMessage;
    this.messageValues = new long[columns];
    this.constants = constants;
    this.values = new long[columns * FEW];
    this.present = new long[FEW];
    this.converted = Arrays.copyOf(constants, constants.length + 1024);
    this.convertedLength = constants.length;
  }

  /** How many columns a row has. */
  public int columns() {
    return columns;
  }

  /** What form a column's values have in PostgreSQL's binary format. */
  public Form form(int column) {
    return forms[column];
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

  /** How many bytes a row's texts and other references have in all. */
  public int referredBytes(int row) {
    int bytes = 0;
    for (long left = references & present[row]; left != 0; left &= left - 1) {
      bytes += length(row, Long.numberOfTrailingZeros(left));
    }
    return bytes;
  }

  /** How many bytes a text, {@code numeric}, {@code uuid} or {@code jsonb} has. */
  public int length(int row, int column) {
    return (int) values[row * columns + column];
  }

  /** Copies these bytes into an array, from index {@code at} on. */
  public void copy(int row, int column, byte[] to, int at) {
    long place = values[row * columns + column];
    int from = (int) (place >> Integer.SIZE);
    byte[] source = from >= 0 ? message : converted;
    System.arraycopy(source, from >= 0 ? from : ~from, to, at, (int) place);
  }

  /** A copy of these bytes. */
  public byte[] bytes(int row, int column) {
    byte[] bytes = new byte[length(row, column)];
    copy(row, column, bytes, 0);
    return bytes;
  }

  /** These bytes as a text. */
  public String text(int row, int column) {
    return new String(bytes(row, column), StandardCharsets.UTF_8);
  }

  /** These bytes as a {@code uuid}. */
  public UUID uuid(int row, int column) {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(row, column));
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  /** These bytes as a {@code numeric}. */
  public BigDecimal numeric(int row, int column) {
    return NumericFormat.decode(bytes(row, column));
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

  /** An upper bound for the length of any value. */
  int longest() {
    return Math.max(message.length, convertedLength);
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

  /** Stores converted bytes and returns the value that refers to them. */
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
