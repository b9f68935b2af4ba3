package io.geostream.consumer.tool.deadletters;

import io.geostream.consumer.deadletter.LetterHeader;
import io.geostream.consumer.tool.report.Column;
import io.geostream.consumer.tool.report.Report;
import io.geostream.consumer.tool.report.ReportSettings.Format;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Letters as rows: for people what identifies them, for programs all there is. */
final class LetterTable {

  private record Field(Column column, Function<Letter, @Nullable Object> value) {}

  private static final List<Field> SHORT =
      List.of(
          field("time", 24, Letter::written),
          field("error code", 20, letter -> letter.text(LetterHeader.CODE)),
          field("original topic", 20, letter -> letter.text(LetterHeader.TOPIC)),
          field("partition", 9, Letter::partition),
          field("offset", 10, Letter::offset),
          field("key", 16, letter -> lenient(letter.record().key())),
          field("cut", 4, letter -> letter.isCut() ? "cut" : null),
          field("error message", 40, letter -> letter.text(LetterHeader.MESSAGE)));

  private static final List<Field> FULL =
      List.of(
          field("time", 0, Letter::written),
          field("error code", 0, letter -> letter.text(LetterHeader.CODE)),
          field("original topic", 0, letter -> letter.text(LetterHeader.TOPIC)),
          field("partition", 0, Letter::partition),
          field("offset", 0, Letter::offset),
          field("key", 0, letter -> text(letter.record().key())),
          field("key base64", 0, letter -> base64(letter.record().key())),
          field("error message", 0, letter -> letter.text(LetterHeader.MESSAGE)),
          field("value", 0, letter -> text(letter.record().value())),
          field("value base64", 0, letter -> base64(letter.record().value())),
          field("cut", 0, Letter::isCut),
          field("original size", 0, letter -> letter.number(LetterHeader.ORIGINAL_SIZE)),
          field("original sha256", 0, letter -> letter.text(LetterHeader.ORIGINAL_SHA256)),
          field("group", 0, letter -> letter.text(LetterHeader.GROUP)),
          field("cluster id", 0, letter -> letter.text(LetterHeader.CLUSTER_ID)),
          field("topic id", 0, letter -> letter.text(LetterHeader.TOPIC_ID)),
          field("original timestamp", 0, LetterTable::originalTime),
          field("dead letter partition", 0, letter -> letter.record().partition()),
          field("dead letter offset", 0, letter -> letter.record().offset()));

  private final List<Field> fields;
  private final Report report;

  LetterTable(Format format, PrintWriter out) {
    this.fields = format == Format.JSON ? FULL : SHORT;
    this.report = Report.of(format, out, fields.stream().map(Field::column).toList());
  }

  void print(Letter letter) {
    List<@Nullable Object> row = new ArrayList<>(fields.size());
    fields.forEach(field -> row.add(field.value().apply(letter)));
    report.row(row.toArray());
  }

  private static Field field(String name, int width, Function<Letter, @Nullable Object> value) {
    return new Field(new Column(name, width), value);
  }

  private static @Nullable Instant originalTime(Letter letter) {
    Long millis = letter.number(LetterHeader.TIMESTAMP);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  /** The bytes as text, or null if they are none. */
  static @Nullable String text(byte @Nullable [] bytes) {
    try {
      return bytes == null
          ? null
          : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The bytes in base64 if they are no text. */
  static @Nullable String base64(byte @Nullable [] bytes) {
    return bytes == null || text(bytes) != null ? null : Base64.getEncoder().encodeToString(bytes);
  }

  private static @Nullable String lenient(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
