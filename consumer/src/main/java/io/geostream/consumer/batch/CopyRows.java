package io.geostream.consumer.batch;

import io.geostream.common.decode.DecodedRows;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Rows of a table in PostgreSQL's binary COPY format, without its header and trailer, one after the
 * other in one buffer; each can be found again, so that any range of them can be written. Grows as
 * needed and can be used again.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4">COPY, binary
 *     format</a>
 */
public final class CopyRows {

  private static final long POSTGRESQL_EPOCH_MICROS = 946_684_800_000_000L; // 2000-01-01T00:00:00Z
  private static final int NULL = -1;
  private static final byte JSON_VERSION = 1;
  private static final int USUAL_ROW_BYTES = 128;

  /** Of a value with its length, if it is not bytes that lie elsewhere. */
  private static final int MOST_VALUE_BYTES = Integer.BYTES + Long.BYTES;

  /** In each row the time comes first, after the number of columns and its own length. */
  private static final int TIME_AT = Short.BYTES + Integer.BYTES;

  /** After the time comes the key, if there is one, its length before it. */
  private static final int KEY_AT = TIME_AT + Long.BYTES + Integer.BYTES;

  private static final VarHandle SHORT = bigEndian(short[].class);
  private static final VarHandle INT = bigEndian(int[].class);
  private static final VarHandle LONG = bigEndian(long[].class);

  private byte[] bytes;
  private int length;
  private int[] ends;
  private int count;

  private static VarHandle bigEndian(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
  }

  /** An empty buffer with room for some rows. */
  public CopyRows(int expectedRows) {
    int rows = Math.max(1, expectedRows);
    bytes = new byte[rows * USUAL_ROW_BYTES];
    ends = new int[rows];
  }

  public int count() {
    return count;
  }

  /** Takes all rows out; the buffer keeps its size. */
  public void clear() {
    count = 0;
    length = 0;
  }

  /** Adds a row after the others. */
  public void add(DecodedRows decoded, int row) {
    int columns = decoded.columns();
    reserve(Short.BYTES + columns * MOST_VALUE_BYTES + decoded.referredBytes(row));
    byte[] to = bytes; // a local variable and one position: the compiler keeps both in registers
    int at = length;
    SHORT.set(to, at, (short) columns);
    at += Short.BYTES;
    long present = decoded.present(row);
    for (int column = 0; column < columns; column++) {
      if (((present >>> column) & 1) == 0) {
        INT.set(to, at, NULL);
        at += Integer.BYTES;
        continue;
      }
      long value = decoded.value(row, column);
      int size =
          switch (decoded.form(column)) {
            case TIME -> eightBytes(to, at, value - POSTGRESQL_EPOCH_MICROS);
            case EIGHT_BYTES -> eightBytes(to, at, value);
            case FOUR_BYTES -> fourBytes(to, at, value);
            case TWO_BYTES -> twoBytes(to, at, value);
            case ONE_BYTE -> oneByte(to, at, value);
            case BYTES -> copied(to, at, decoded, row, column);
            case JSON -> json(to, at, decoded, row, column);
          };
      INT.set(to, at, size);
      at += Integer.BYTES + size;
    }
    length = at;
    endRow();
  }

  private static int eightBytes(byte[] to, int at, long value) {
    LONG.set(to, at + Integer.BYTES, value);
    return Long.BYTES;
  }

  private static int fourBytes(byte[] to, int at, long value) {
    INT.set(to, at + Integer.BYTES, (int) value);
    return Integer.BYTES;
  }

  private static int twoBytes(byte[] to, int at, long value) {
    SHORT.set(to, at + Integer.BYTES, (short) value);
    return Short.BYTES;
  }

  private static int oneByte(byte[] to, int at, long value) {
    to[at + Integer.BYTES] = (byte) value;
    return 1;
  }

  private static int copied(byte[] to, int at, DecodedRows decoded, int row, int column) {
    decoded.copy(row, column, to, at + Integer.BYTES);
    return decoded.length(row, column);
  }

  private static int json(byte[] to, int at, DecodedRows decoded, int row, int column) {
    to[at + Integer.BYTES] = JSON_VERSION;
    decoded.copy(row, column, to, at + Integer.BYTES + 1);
    return 1 + decoded.length(row, column);
  }

  /** The time of a row, in microseconds since 1970. */
  public long epochMicros(int row) {
    return (long) LONG.get(bytes, startOf(row) + TIME_AT) + POSTGRESQL_EPOCH_MICROS;
  }

  /**
   * A hash of a row's key and of something else that is to tell rows apart. All of its bits depend
   * on all of both.
   */
  long keyHash(int row, long and) {
    return KeyHash.of(bytes, keyAt(row), keyLength(row), and);
  }

  /** Compares the keys of two rows, byte by byte: texts as {@code COLLATE "C"} does. */
  int compareKeys(int one, int other) {
    return Arrays.compareUnsigned(
        bytes,
        keyAt(one),
        keyAt(one) + keyLength(one),
        bytes,
        keyAt(other),
        keyAt(other) + keyLength(other));
  }

  private int keyAt(int row) {
    return startOf(row) + KEY_AT;
  }

  private int keyLength(int row) {
    return valueLength(keyAt(row) - Integer.BYTES);
  }

  /** Where the first field of a row begins in {@link #bytes()}, with its length. */
  public int firstField(int row) {
    return startOf(row) + Short.BYTES; // after the number of fields
  }

  /** The length of a field's value; negative if it is NULL. */
  public int valueLength(int field) {
    return (int) INT.get(bytes, field);
  }

  /** Where the field after another one begins. */
  public int nextField(int field) {
    return field + Integer.BYTES + Math.max(0, valueLength(field));
  }

  /** Adds a range of another buffer's rows after these. */
  public void addRange(CopyRows other, int from, int to) {
    int start = other.startOf(from);
    int size = other.startOf(to) - start;
    reserve(size);
    System.arraycopy(other.bytes, start, bytes, length, size);
    int shift = length - start;
    length += size;
    reserveEnds(to - from);
    for (int row = from; row < to; row++) {
      ends[count++] = other.ends[row] + shift;
    }
  }

  /** The buffer that the rows lie in; good until the next change. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where a row begins in {@link #bytes()}, or for {@code count()}, where the last one ends. */
  public int startOf(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  private void endRow() {
    reserveEnds(1);
    ends[count++] = length;
  }

  /** Makes room, and for eight bytes beyond: a short key is read with what comes after it. */
  private void reserve(int more) {
    int needed = more + Long.BYTES;
    if (bytes.length - length < needed) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length + bytes.length / 2, length + needed));
    }
  }

  private void reserveEnds(int more) {
    if (ends.length - count < more) {
      ends = Arrays.copyOf(ends, Math.max(ends.length * 2, count + more));
    }
  }
}
