package io.geostream.consumer.tool.mapping;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.geostream.common.decode.BadRecord;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.text.Printable;
import io.geostream.consumer.tool.mapping.Trial.Tried;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** For programs: one JSON object a message. */
final class TrialJson implements TrialReport {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final PrintWriter out;

  TrialJson(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void message(Tried message) {
    ObjectNode json = JSON.objectNode().put("line", message.line());
    fault(json, "error", message.letter());
    fault(json, "if_sent_now", message.ifSentNow());
    ArrayNode rows = json.putArray("rows");
    message
        .rows()
        .forEach(
            row -> {
              ObjectNode members = rows.addObject();
              row.stream().filter(value -> !value.isOfRecord()).forEach(it -> put(members, it));
            });
    out.println(Printable.json(json.toString()));
  }

  /** Prints nothing: programs can count for themselves. */
  @Override
  public void end() {}

  private static void fault(ObjectNode json, String name, @Nullable BadRecord fault) {
    json.put(name + "_code", fault == null ? null : fault.code().word());
    json.put(name + "_message", fault == null ? null : fault.message());
  }

  private static void put(ObjectNode row, RowValues.Value value) {
    Object it = value.value();
    String name = value.column().name();
    if (it == null) {
      row.putNull(name);
    } else if (value.column().type() == ColumnType.JSONB) {
      // A line break in JSON is between its words.
      row.putRawValue(name, new RawValue(it.toString().replaceAll("[\\r\\n]", " ")));
    } else if (it instanceof Number || it instanceof Boolean) {
      row.putPOJO(name, it);
    } else {
      row.put(name, it.toString());
    }
  }
}
