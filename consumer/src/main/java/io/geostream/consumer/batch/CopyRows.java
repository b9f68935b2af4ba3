package io.geostream.consumer.batch;

import io.geostream.common.reading.Columns;
import io.geostream.common.reading.NumericField;
import io.geostream.common.reading.ReadingFields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Rows of {@code geospatial_metrics} in PostgreSQL's binary COPY format, without its header and
 * trailer, one after the other in one buffer; each can be found again, so that any range of them
 * can be written. Grows as needed and can be used again.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4">COPY, binary
 *     format</a>
 */
public final class CopyRows {

  private static final long POSTGRESQL_EPOCH_MICROS = 946_684_800_000_000L; // 2000-01-01T00:00:00Z
  private static final int NUMBERS = NumericField.ALL.size();
  private static final int NULL = -1;
  private static final int FIXED_BYTES = Short.BYTES + Columns.COUNT * (Integer.BYTES + Long.BYTES);
  private static final int USUAL_ROW_BYTES = 128;

  /** In each row the time comes first, behind the number of columns and its own length. */
  private static final int TIME_AT = Short.BYTES + Integer.BYTES;

  /** Behind the time comes the station's name, its length before it. */
  private static final int LOCATION_AT = TIME_AT + Long.BYTES + Integer.BYTES;

  private static final VarHandle SHORT = bigEndian(short[].class);
  private static final VarHandle INT = bigEndian(int[].class);
  private static final VarHandle LONG = bigEndian(long[].class);

  private static final long MIX = 0x9E37_79B9_7F4A_7C15L; // 2^64 divided by the golden ratio, odd

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

  /** Adds a row behind the others. */
  public void add(ReadingFields reading) {
    int location = reading.locationLength();
    reserve(FIXED_BYTES + location);
    byte[] to = bytes; // a local variable and one position: the compiler keeps both in registers
    int at = length;
    SHORT.set(to, at, (short) Columns.COUNT);
    INT.set(to, at + Short.BYTES, Long.BYTES);
    LONG.set(to, at + TIME_AT, reading.epochMicros() - POSTGRESQL_EPOCH_MICROS);
    at += TIME_AT + Long.BYTES;
    INT.set(to, at, location);
    at += Integer.BYTES;
    reading.copyLocation(to, at);
    at += location;
    for (int field = 0; field < NUMBERS; field++) {
      double value = reading.number(field);
      if (Double.isNaN(value)) {
        INT.set(to, at, NULL);
        at += Integer.BYTES;
      } else {
        INT.set(to, at, Double.BYTES);
        LONG.set(to, at + Integer.BYTES, Double.doubleToRawLongBits(value));
        at += Integer.BYTES + Double.BYTES;
      }
    }
    length = at;
    endRow();
  }

  /** The time of a row's reading, in microseconds since 1970. */
  public long epochMicros(int row) {
    return (long) LONG.get(bytes, startOf(row) + TIME_AT) + POSTGRESQL_EPOCH_MICROS;
  }

  /**
   * A hash of a row's location and of something else that is to tell rows apart. All of its bits
   * depend on all of both.
   */
  long locationHash(int row, long and) {
    int at = locationAt(row);
    int left = locationLength(row);
    long hash = and * MIX;
    for (; left > Long.BYTES; left -= Long.BYTES, at += Long.BYTES) {
      hash = mix(hash ^ (long) LONG.get(bytes, at));
    }
    // The last eight bytes or fewer; the numbers behind them, of which some are read too, go.
    return mix(hash ^ ((long) LONG.get(bytes, at) >>> (Long.SIZE - left * Byte.SIZE)));
  }

  private static long mix(long hash) {
    long product = hash * MIX;
    return (product ^ product >>> 32) * MIX;
  }

  /** Whether two rows are of one station. */
  boolean haveSameLocation(int one, int other) {
    return compareLocations(one, other) == 0;
  }

  /** Compares the names of two rows' stations, byte by byte, as {@code COLLATE "C"} does. */
  int compareLocations(int one, int other) {
    return Arrays.compareUnsigned(
        bytes,
        locationAt(one),
        locationAt(one) + locationLength(one),
        bytes,
        locationAt(other),
        locationAt(other) + locationLength(other));
  }

  private int locationAt(int row) {
    return startOf(row) + LOCATION_AT;
  }

  private int locationLength(int row) {
    return (int) INT.get(bytes, locationAt(row) - Integer.BYTES);
  }

  /** Adds a range of another buffer's rows behind these. */
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

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length + bytes.length / 2, length + more));
    }
  }

  private void reserveEnds(int more) {
    if (ends.length - count < more) {
      ends = Arrays.copyOf(ends, Math.max(ends.length * 2, count + more));
    }
  }
}
