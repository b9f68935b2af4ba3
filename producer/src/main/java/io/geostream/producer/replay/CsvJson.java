package io.geostream.producer.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.TimeFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the JSON that a mapping reads of the fields of a CSV record. */
final class CsvJson {

  private final List<CsvColumn> columns;
  private final CsvFormat format;
  private final CsvNumbers numbers;
  private final JsonFactory json = new JsonFactory();
  private final ByteArrayOutputStream object = new ByteArrayOutputStream();

  /**
   * @param columns those of one object next to each other
   */
  CsvJson(List<CsvColumn> columns, CsvFormat format, CsvNumbers numbers) {
    this.columns = columns;
    this.format = format;
    this.numbers = numbers;
  }

  /** What is wrong with a record's numbers, or null. */
  @Nullable String fault(List<String> fields) {
    for (CsvColumn column : columns) {
      String text = fields.get(column.index()).strip();
      if (isNumber(column) && numbers.hasOtherMark(text)) {
        return column.header() + ": " + CsvNumbers.otherMark(text);
      }
    }
    return null;
  }

  /** The object; values that are absent are left out, and so are objects without any. */
  byte[] object(List<String> fields) throws IOException {
    object.reset();
    try (JsonGenerator out = json.createGenerator(object)) {
      out.writeStartObject();
      List<String> open = List.of();
      for (CsvColumn column : columns) {
        String text = fields.get(column.index());
        if (!format.isMissing(text)) {
          enter(column.parents(), open, out);
          open = column.parents();
          out.writeFieldName(column.member());
          write(column, text.strip(), out);
        }
      }
    } // closes the objects that are open
    return object.toByteArray();
  }

  /** Closes the objects that are not around the next value, and opens those that are. */
  private static void enter(List<String> next, List<String> open, JsonGenerator out)
      throws IOException {
    int common = 0;
    while (common < Math.min(next.size(), open.size())
        && next.get(common).equals(open.get(common))) {
      common++;
    }
    for (int i = open.size(); i > common; i--) {
      out.writeEndObject();
    }
    for (String name : next.subList(common, next.size())) {
      out.writeObjectFieldStart(name);
    }
  }

  private void write(CsvColumn column, String text, JsonGenerator out) throws IOException {
    ColumnType type = column.column().type();
    if (isNumber(column) && numbers.isNumber(text)) {
      out.writeNumber(numbers.json(text));
    } else if (type == ColumnType.BOOLEAN && isBoolean(text)) {
      out.writeBoolean(Boolean.parseBoolean(text));
    } else if (type == ColumnType.BOOLEAN && isBit(text)) {
      out.writeNumber(text);
    } else if (type == ColumnType.JSONB && isJson(text)) {
      out.writeRawValue(text);
    } else {
      out.writeString(text);
    }
  }

  private static boolean isNumber(CsvColumn column) {
    ColumnType type = column.column().type();
    return type.isNumber()
        || (type == ColumnType.TIMESTAMPTZ && column.column().format() != TimeFormat.ISO);
  }

  private static boolean isBoolean(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  private static boolean isBit(String text) {
    return text.equals("0") || text.equals("1");
  }

  /** Whether a text is one JSON value. */
  private boolean isJson(String text) throws IOException {
    try (JsonParser parser = json.createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (StreamConstraintsException e) {
      return true; // the mapping says what is too large about it
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
