package io.geostream.consumer.batch;

import io.geostream.common.mapping.Column;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of any columns, encoded one value after the other. */
public final class TestRows {

  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final BigInteger TEN_THOUSAND = BigInteger.valueOf(10_000);

  private TestRows() {}

  /** A row for each array, which has a value for each column. */
  public static CopyRows of(List<Column> columns, Object[]... rows) {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 24);
    int[] ends = new int[rows.length];
    for (int row = 0; row < rows.length; row++) {
      bytes.putShort((short) columns.size());
      for (int column = 0; column < columns.size(); column++) {
        put(bytes, columns.get(column), rows[row][column]);
      }
      ends[row] = bytes.position();
    }
    CopyRows result = new CopyRows(1);
    set(result, "bytes", Arrays.copyOf(bytes.array(), Math.max(1, bytes.position())));
    set(result, "length", bytes.position());
    set(result, "ends", ends);
    set(result, "count", rows.length);
    return result;
  }

  private static void set(CopyRows rows, String field, Object value) {
    try {
      Field found = CopyRows.class.getDeclaredField(field);
      found.setAccessible(true);
      found.set(rows, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(ByteBuffer to, Column column, @Nullable Object value) {
    if (value == null) {
      to.putInt(-1);
      return;
    }
    byte[] field = field(column, value);
    to.putInt(field.length).put(field);
  }

  private static byte[] field(Column column, Object value) {
    return switch (column.type()) {
      case TIMESTAMPTZ -> bytes(8).putLong(EPOCH.until((Instant) value, ChronoUnit.MICROS)).array();
      case TEXT -> ((String) value).getBytes(StandardCharsets.UTF_8);
      case DOUBLE_PRECISION -> bytes(8).putDouble((Double) value).array();
      case REAL -> bytes(4).putFloat((Float) value).array();
      case BIGINT -> bytes(8).putLong(((Number) value).longValue()).array();
      case INTEGER -> bytes(4).putInt(((Number) value).intValue()).array();
      case SMALLINT -> bytes(2).putShort(((Number) value).shortValue()).array();
      case BOOLEAN -> new byte[] {(byte) ((Boolean) value ? 1 : 0)};
      case NUMERIC -> numeric((BigDecimal) value);
      case UUID -> {
        UUID id = (UUID) value;
        yield bytes(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
      }
      case JSONB -> {
        byte[] json = ((String) value).getBytes(StandardCharsets.UTF_8);
        yield bytes(1 + json.length).put((byte) 1).put(json).array();
      }
    };
  }

  /** See numeric_send. */
  private static byte[] numeric(BigDecimal value) {
    int scale = Math.max(0, value.scale());
    int groups = (scale + 3) / 4;
    BigInteger digits = value.abs().setScale(groups * 4).unscaledValue();
    int count = 0;
    for (BigInteger left = digits; left.signum() > 0; left = left.divide(TEN_THOUSAND)) {
      count++;
    }
    ByteBuffer bytes = ByteBuffer.allocate(8 + 2 * count);
    bytes.putShort((short) count);
    bytes.putShort((short) (count - groups - 1));
    bytes.putShort((short) (value.signum() < 0 ? 0x4000 : 0));
    bytes.putShort((short) scale);
    for (int digit = count - 1; digit >= 0; digit--) {
      bytes.putShort(digits.divide(TEN_THOUSAND.pow(digit)).mod(TEN_THOUSAND).shortValueExact());
    }
    return bytes.array();
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count);
  }
}
