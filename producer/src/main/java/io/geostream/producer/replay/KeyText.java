package io.geostream.producer.replay;

import io.geostream.common.decode.DecodedRows;
import io.geostream.common.decode.Timestamps;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Mapping;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The key of a message: its first row's key column as a text, so that a series stays in order. */
final class KeyText {

  /** The place of the key in a row. */
  private static final int KEY = 1;

  private static final int BASE_DIGITS = 4;
  private static final BigInteger BASE = BigInteger.valueOf(10_000);

  private final Optional<ColumnType> type;

  KeyText(Mapping mapping) {
    this.type = mapping.key().map(name -> mapping.column(name).type());
  }

  /** The text in UTF-8; null if the mapping has no key, or the message no row or no value of it. */
  byte @Nullable [] of(DecodedRows rows) {
    if (type.isEmpty() || rows.count() == 0 || !rows.has(0, KEY)) {
      return null;
    }
    return switch (type.get()) {
      case TEXT, JSONB -> bytes(rows);
      case UUID -> ascii(uuid(ByteBuffer.wrap(bytes(rows))));
      case NUMERIC -> ascii(numeric(ByteBuffer.wrap(bytes(rows))));
      default -> ascii(scalar(type.get(), rows.value(0, KEY)));
    };
  }

  private static byte[] bytes(DecodedRows rows) {
    byte[] bytes = new byte[rows.length(0, KEY)];
    rows.copy(0, KEY, bytes, 0);
    return bytes;
  }

  private static String scalar(ColumnType type, long value) {
    return switch (type) {
      case TIMESTAMPTZ -> Timestamps.format(value);
      case DOUBLE_PRECISION -> text(Double.toString(Double.longBitsToDouble(value)));
      case REAL -> text(Float.toString(Float.intBitsToFloat((int) value)));
      case BOOLEAN -> Boolean.toString(value != 0);
      default -> Long.toString(value);
    };
  }

  /** Equal numbers are one series, so they have one text. */
  private static String text(String number) {
    return text(new BigDecimal(number));
  }

  private static String text(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private static String uuid(ByteBuffer bytes) {
    return new UUID(bytes.getLong(), bytes.getLong()).toString();
  }

  /** Of PostgreSQL's binary form. */
  private static String numeric(ByteBuffer form) {
    int count = form.getShort();
    int weight = form.getShort();
    boolean negative = form.getShort() != 0;
    form.getShort(); // how many digits of the fraction are shown
    BigInteger digits = BigInteger.ZERO;
    for (int i = 0; i < count; i++) {
      digits = digits.multiply(BASE).add(BigInteger.valueOf(form.getShort()));
    }
    int scale = BASE_DIGITS * (count - 1 - weight);
    return text(new BigDecimal(negative ? digits.negate() : digits, scale));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
