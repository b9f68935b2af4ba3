package io.geostream.producer.replay;

import io.geostream.common.decode.DecodedRows;
import io.geostream.common.decode.Timestamps;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Mapping;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The key of a message: its first row's key column as a text, so that a series stays in order. */
final class KeyText {

  /** The place of the key in a row. */
  private static final int KEY = 1;

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
      case TEXT, JSONB -> rows.bytes(0, KEY);
      case UUID -> ascii(rows.uuid(0, KEY).toString());
      case NUMERIC -> ascii(text(rows.numeric(0, KEY)));
      default -> ascii(scalar(type.get(), rows.value(0, KEY)));
    };
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

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
