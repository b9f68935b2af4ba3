package io.geostream.common.mapping.file;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Source;
import io.geostream.common.mapping.TimeFormat;
import java.util.List;

/** Checks the types of columns from sources other than JSON, and from a whole message. */
final class SourceTypes {

  private SourceTypes() {}

  static void check(Column column, Words words) {
    Source source = column.source();
    if (source instanceof Source.OfRow row) {
      checkWhole(row.pointer(), column, words);
    } else if (source instanceof Source.OfMessage message) {
      checkWhole(message.pointer(), column, words);
    } else if (source instanceof Source.Header) {
      checkText(column, words);
    } else if (source instanceof Source.Part part) {
      switch (part) {
        case KEY, TOPIC -> checkText(column, words);
        case PARTITION, OFFSET -> checkNumber(column, words);
        case TIMESTAMP -> checkTime(column, words);
      }
    }
  }

  private static void checkWhole(JsonPointer pointer, Column column, Words words) {
    if (pointer.tokens().isEmpty() && column.type() != ColumnType.JSONB) {
      throw words.fault(
          "from",
          "is a whole object, and the type is " + column.type(),
          "name a member, such as /name, or make it jsonb");
    }
  }

  private static void checkText(Column column, Words words) {
    ColumnType type = column.type();
    if (type == ColumnType.JSONB) {
      throw refusal(column, words, "a text", "use another type, such as text");
    }
    if ((type.isNumber() || type == ColumnType.BOOLEAN) && !column.coerce()) {
      throw refusal(column, words, "a text", "add coerce: true");
    }
    if (column.format() != TimeFormat.ISO && !column.coerce()) {
      throw refusal(column, words, "a text", "add coerce: true");
    }
  }

  private static void checkNumber(Column column, Words words) {
    if (column.type() == ColumnType.TEXT && !column.coerce()) {
      throw refusal(column, words, "a number", "add coerce: true");
    }
    if (column.type() != ColumnType.TEXT && !column.type().isNumber()) {
      throw refusal(column, words, "a number", "use a number's type, such as bigint");
    }
  }

  private static void checkTime(Column column, Words words) {
    if (column.type() != ColumnType.TIMESTAMPTZ) {
      throw refusal(column, words, "a time", "use timestamptz");
    }
    for (String word : List.of("format", "zone", "missing")) {
      if (words.has(word)) {
        throw words.fault(
            word, "does not go with $timestamp", "it is no text or number; remove it");
      }
    }
  }

  private static MappingException refusal(Column column, Words words, String what, String right) {
    return words.fault(
        "from",
        "is " + column.source() + ", " + what + ", and the type is " + column.type(),
        right);
  }
}
