package io.geostream.consumer.batch;

import io.geostream.common.reading.NumericField;
import io.geostream.common.reading.Reading;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Rows of {@code geospatial_metrics} in PostgreSQL's binary COPY format, without its header and
 * trailer, one after the other in one buffer; each can be found again, so that any range of them
 * can be written. Grows as needed and can be used anew.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4">COPY, binary
 *     format</a>
 */
public final class CopyRows {

  private static final long POSTGRESQL_EPOCH_MICROS = 946_684_800_000_000L; // 2000-01-01T00:00:00Z
  private static final int COLUMNS = 2 + NumericField.ALL.size();
  private static final int NULL = -1;
  private static final int MAX_BYTES_PER_CHAR = 3;
  private static final int FIXED_BYTES = Short.BYTES + COLUMNS * (Integer.BYTES + Long.BYTES);
  private static final int USUAL_ROW_BYTES = 128;

  /** In each row the time comes first, behind the number of columns and its own length. */
  private static final int TIME_AT = Short.BYTES + Integer.BYTES;

  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int length;
  private int[] ends;
  private int count;

  /** An empty buffer with room for some rows. */
  public CopyRows(int expectedRows) {
    bytes = new byte[expectedRows * USUAL_ROW_BYTES];
    ends = new int[expectedRows];
  }

  /** The number of rows. */
  public int count() {
    return count;
  }

  /** Adds a row behind the others. */
  public void add(Reading reading) {
    String location = reading.locationId();
    reserve(FIXED_BYTES + location.length() * MAX_BYTES_PER_CHAR);
    putShort(COLUMNS);
    putInt(Long.BYTES);
    putLong(reading.epochMicros() - POSTGRESQL_EPOCH_MICROS);
    putText(location);
    for (NumericField field : NumericField.ALL) {
      double value = reading.get(field);
      if (Double.isNaN(value)) {
        putInt(NULL);
      } else {
        putInt(Double.BYTES);
        putLong(Double.doubleToRawLongBits(value));
      }
    }
    endRow();
  }

  /** The time of a row's reading, in microseconds since 1970. */
  public long epochMicros(int row) {
    return (long) BIG_ENDIAN_LONG.get(bytes, startOf(row) + TIME_AT) + POSTGRESQL_EPOCH_MICROS;
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

  private void putText(String text) {
    int lengthAt = length;
    length += Integer.BYTES;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        length = lengthAt + Integer.BYTES;
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
        break;
      }
      bytes[length++] = (byte) c;
    }
    int end = length;
    length = lengthAt;
    putInt(end - lengthAt - Integer.BYTES);
    length = end;
  }

  private void putShort(int value) {
    bytes[length++] = (byte) (value >> 8);
    bytes[length++] = (byte) value;
  }

  private void putInt(int value) {
    putShort(value >> 16);
    putShort(value);
  }

  private void putLong(long value) {
    putInt((int) (value >> 32));
    putInt((int) value);
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  private void reserveEnds(int more) {
    if (ends.length - count < more) {
      ends = Arrays.copyOf(ends, Math.max(ends.length * 2, count + more));
    }
  }
}
