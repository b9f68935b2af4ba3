package io.geostream.common.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the columns of the scalar at which a parser stands, and keeps parts of the JSON. */
final class ScalarReader {

  private final JsonParser parser;
  private final Plan plan;
  private final DecodedRows rows;
  private final JsonRules rules;

  ScalarReader(JsonParser parser, Plan plan, DecodedRows rows) {
    this.parser = parser;
    this.plan = plan;
    this.rows = rows;
    this.rules = new JsonRules(parser);
  }

  /** The rules of what is stored as JSON. */
  JsonRules rules() {
    return rules;
  }

  /**
   * Reads the columns of a place; gives what is wrong, or null.
   *
   * @param isKept whether it is part of a value that is stored as JSON
   */
  @Nullable BadRecord read(Node node, boolean isKept) throws IOException {
    BadRecord fault = isKept ? rules.scalar() : null;
    for (int column : node.columns()) {
      if (fault == null) {
        fault = read(plan.readers().get(column), column);
      }
    }
    return fault;
  }

  private @Nullable BadRecord read(ValueReader reader, int column) throws IOException {
    JsonToken token = parser.currentToken();
    if (reader.takesAll()) {
      return reader.isAbsent(token, parser.getText()) ? null : keepScalar(column);
    }
    return switch (token) {
      case VALUE_STRING -> reader.string(parser.getText(), rows);
      case VALUE_TRUE, VALUE_FALSE -> reader.bool(token == JsonToken.VALUE_TRUE, rows);
      default -> reader.number(parser.getText(), rows);
    };
  }

  private @Nullable BadRecord keepScalar(int column) throws IOException {
    BadRecord fault = rules.scalar();
    if (fault == null && parser.currentToken().isNumeric()) {
      // The parser may stand after a blank that ended the number.
      rows.set(column, DecodedRows.inMessage(start(), parser.getTextLength()));
    } else if (fault == null) {
      keep(column, start());
    }
    return fault;
  }

  /** Keeps the value that ends here as JSON. */
  void keep(int column, int start) throws IOException {
    parser.finishToken();
    int end = (int) parser.currentLocation().getByteOffset();
    rows.set(column, DecodedRows.inMessage(start, end - start));
  }

  /** Where the token begins. */
  int start() {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  /** What it is, for a person. */
  String found() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> Descriptions.text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_NULL -> "null";
      default -> "a boolean";
    };
  }
}
