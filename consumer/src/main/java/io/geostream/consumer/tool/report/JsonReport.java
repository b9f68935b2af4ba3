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
        json.writePOJOField(columns.get(column).jsonName(), simple(values[column]));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string does not refuse to be written to
    }
    out.println(Printable.json(line.toString()));
    out.flush();
  }

  /** What JSON has a form for, and the text of all else. */
  private static @Nullable Object simple(@Nullable Object value) {
    return value == null || value instanceof Number || value instanceof Boolean
        ? value
        : value.toString();
  }
}
