package io.geostream.consumer.tool.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.geostream.common.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For programs: one JSON object a line. */
final class JsonReport implements Report {

  private static final JsonFactory JSON = new JsonFactory();

  private final PrintWriter out;
  private final List<Column> columns;

  JsonReport(PrintWriter out, List<Column> columns) {
    this.out = out;
    this.columns = List.copyOf(columns);
  }

  @Override
  public void row(@Nullable Object... values) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      for (int column = 0; column < columns.size(); column++) {
        json.writeFieldName(columns.get(column).jsonName());
        write(json, values[column]);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string does not refuse to be written to
    }
    out.println(Printable.json(line.toString()));
    out.flush();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Number number) {
      json.writeNumber(number.doubleValue());
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else {
      json.writeString(value.toString());
    }
  }
}
