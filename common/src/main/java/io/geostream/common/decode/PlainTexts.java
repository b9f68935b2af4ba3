package io.geostream.common.decode;

import io.geostream.common.mapping.Column;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes plain text as the value of a column, as its {@link Conversion} does. The methods {@code
 * take…} return false for what they leave to the parser.
 */
final class PlainTexts {

  private static final int UUID_LENGTH = 36;
  private static final int UUID_BYTES = 16;

  private static final byte FIRST_OF_CONTROL = (byte) 0xC2;
  private static final byte LAST_OF_CONTROL = (byte) 0x9F;

  private final PlainText text;
  private final DecodedRows rows;
  private final Column[] columns;
  private final @Nullable ZoneRules[] zones;
  private final byte[][][] absent;
  private final byte[] uuid = new byte[UUID_BYTES];

  PlainTexts(List<ValueReader> readers, PlainText text, DecodedRows rows) {
    this.text = text;
    this.rows = rows;
    columns = readers.stream().map(ValueReader::column).toArray(Column[]::new);
    zones = new ZoneRules[columns.length];
    absent = new byte[columns.length][][];
    for (int i = 0; i < columns.length; i++) {
      zones[i] = columns[i].zone().map(ZoneId::getRules).orElse(null);
      absent[i] =
          columns[i].absent().texts().stream()
              .map(each -> each.getBytes(StandardCharsets.UTF_8))
              .toArray(byte[][]::new);
    }
  }

  /** Whether some texts mean "no value". */
  boolean hasAbsent(int column) {
    return absent[column].length > 0;
  }

  /** Whether the text means "no value". */
  boolean isAbsent(int column, int from, int to) {
    for (byte[] each : absent[column]) {
      if (each.length == to - from && text.isAt(from, each)) {
        return true;
      }
    }
    return false;
  }

  boolean takeTime(int column, int from, int to) {
    long micros = UsualTime.parse(text.bytes(), from, to, zones[column]);
    if (!Times.accepts(micros)) {
      return false; // another layout, too
    }
    rows.set(column, micros);
    return true;
  }

  /**
   * @param codePoints how many the text has
   */
  boolean takeText(int column, int from, int to, int codePoints) {
    boolean isAscii = codePoints == to - from; // and has no control characters then
    if (!columns[column].length().includes(codePoints)
        || (!isAscii && columns[column].refusesControls() && hasControls(from, to))) {
      return false;
    }
    rows.set(column, DecodedRows.inMessage(from, to - from));
    return true;
  }

  /** Whether control characters beyond ASCII are in a text: U+0080 to U+009F. */
  private boolean hasControls(int from, int to) {
    for (int at = from; at < to - 1; at++) {
      if (text.at(at) == FIRST_OF_CONTROL && text.at(at + 1) <= LAST_OF_CONTROL) {
        return true;
      }
    }
    return false;
  }

  /** Takes only the usual layout: digits with four hyphens. */
  boolean takeUuid(int column, int from, int to) {
    if (to - from != UUID_LENGTH) {
      return false;
    }
    int at = from;
    for (int i = 0; i < UUID_BYTES; i++) {
      boolean isAfterHyphen = i == 4 || i == 6 || i == 8 || i == 10;
      if (isAfterHyphen && text.at(at++) != '-') {
        return false;
      }
      byte high = text.at(at++);
      byte low = text.at(at++);
      if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
        return false;
      }
      uuid[i] = (byte) ((HexFormat.fromHexDigit(high) << 4) | HexFormat.fromHexDigit(low));
    }
    rows.set(column, rows.convert(uuid, 0, UUID_BYTES));
    return true;
  }
}
