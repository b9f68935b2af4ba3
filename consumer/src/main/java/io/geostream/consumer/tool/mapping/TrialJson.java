package io.geostream.consumer.tool.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.geostream.common.decode.BadRecord;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.text.Printable;
import io.geostream.consumer.tool.mapping.Trial.Totals;
import io.geostream.consumer.tool.mapping.Trial.Tried;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For programs: one JSON object a message. */
final class TrialJson implements TrialReport {

  private static final JsonFactory JSON = new JsonFactory();

  private final PrintWriter out;

  TrialJson(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void message(Tried message) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeNumberField("line", message.line());
      fault(json, "error", message.letter());
      fault(json, "if_sent_now", message.ifSentNow());
      json.writeArrayFieldStart("rows");
      for (List<RowValues.Value> row : message.rows()) {
        row(json, row);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string does not refuse to be written to
    }
    out.println(Printable.json(line.toString()));
  }

  /** A program counts by itself. */
  @Override
  public void end(Totals totals) {}

  private static void fault(JsonGenerator json, String name, @Nullable BadRecord fault)
      throws IOException {
    json.writeStringField(name + "_code", fault == null ? null : fault.code().word());
    json.writeStringField(name + "_message", fault == null ? null : fault.message());
  }

  private static void row(JsonGenerator json, List<RowValues.Value> row) throws IOException {
    json.writeStartObject();
    for (RowValues.Value value : row) {
      if (!value.isOfRecord()) {
        json.writeFieldName(value.column().name());
        write(json, value);
      }
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, RowValues.Value value) throws IOException {
    Object it = value.value();
    if (it == null) {
      json.writeNull();
    } else if (value.column().type() == ColumnType.JSONB) {
      // A line break in JSON is between its words.
      json.writeRawValue(it.toString().replaceAll("[\\r\\n]", " "));
    } else if (it instanceof Number || it instanceof Boolean) {
      json.writePOJO(it);
    } else {
      json.writeString(it.toString());
    }
  }
}
