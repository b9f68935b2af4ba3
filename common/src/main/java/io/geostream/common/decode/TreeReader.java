package io.geostream.common.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one message and reads the values that the plan asks for. Each method gives what is
 * wrong, up to the first fault, or null; the parser then stands at the end of the value.
 */
final class TreeReader {

  private final JsonParser parser;
  private final Plan plan;
  private final DecodedRows rows;
  private final JsonRules rules;
  private @Nullable Node place;
  private int row;
  private long ignored;

  /**
   * @param rows without a row so far
   */
  TreeReader(JsonParser parser, Plan plan, DecodedRows rows) {
    this.parser = parser;
    this.plan = plan;
    this.rows = rows;
    this.rules = new JsonRules(parser);
  }

  /** Reads the message, at whose first token the parser stands. */
  @Nullable BadRecord message() throws IOException {
    boolean isAny = plan.root().isLeaf() && plan.root().columns().length > 0;
    if (plan.each() == null) {
      rows.beginRow();
    }
    boolean isArray = plan.each() == plan.root();
    JsonToken first = isArray ? JsonToken.START_ARRAY : JsonToken.START_OBJECT;
    return isAny || parser.currentToken() == first
        ? value(plan.root(), false)
        : Descriptions.wrongType(isArray ? "an array" : "an object", found());
  }

  /** How many fields are not the mapping's. */
  long ignored() {
    return ignored;
  }

  /** The place that is read, for a person; empty if none is. */
  String place() {
    return place == null ? "" : label(place);
  }

  /**
   * Reads a value.
   *
   * @param isKept whether it is part of a value that is stored as JSON
   */
  private @Nullable BadRecord value(Node node, boolean isKept) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    place = node;
    if (token.isScalarValue()) {
      return node.isLeaf() ? scalar(node, isKept) : notOnTheWay(node);
    }
    return container(node, isKept);
  }

  private BadRecord notOnTheWay(Node node) throws IOException {
    boolean array = node.element() != null || node.isIndexed();
    return Descriptions.wrongType(array ? "an array" : "an object", found()).at(label(node));
  }

  private @Nullable BadRecord scalar(Node node, boolean isKept) throws IOException {
    BadRecord fault = isKept || takesAll(node) ? rules.scalar() : null;
    for (int column : node.columns()) {
      if (fault == null) {
        fault = scalar(plan.readers().get(column), column);
      }
    }
    return fault == null ? null : fault.at(label(node));
  }

  private @Nullable BadRecord scalar(ColumnReader reader, int column) throws IOException {
    JsonToken token = parser.currentToken();
    if (reader.takesAll()) {
      if (!reader.isAbsent(token, parser.getText())) {
        keep(column, start());
      }
      return null;
    }
    return switch (token) {
      case VALUE_STRING -> reader.string(parser.getText(), rows);
      case VALUE_TRUE, VALUE_FALSE -> reader.bool(token == JsonToken.VALUE_TRUE, rows);
      default -> reader.number(parser.getText(), rows);
    };
  }

  private @Nullable BadRecord container(Node node, boolean isKept) throws IOException {
    for (int column : node.columns()) {
      ColumnReader reader = plan.readers().get(column);
      if (!reader.takesAll()) {
        return reader.container(found()).at(label(node));
      }
    }
    int start = start();
    boolean keeps = isKept || node.columns().length > 0;
    BadRecord fault =
        parser.isExpectedStartObjectToken() ? object(node, keeps) : array(node, keeps);
    if (fault == null) {
      for (int column : node.columns()) {
        keep(column, start);
      }
    }
    return fault;
  }

  private @Nullable BadRecord object(Node node, boolean isKept) throws IOException {
    if (node.element() != null) {
      return notOnTheWay(node);
    }
    boolean[] seen = new boolean[node.members().size()];
    BadRecord fault = null;
    String name;
    while (fault == null && (name = parser.nextFieldName()) != null) {
      Node member = node.members().get(name);
      place = member;
      if (isKept) {
        fault = rules.name();
      }
      parser.nextToken();
      if (fault != null) {
        fault = fault.at(label(node));
      } else if (member == null) {
        fault = ignore(node, isKept);
      } else {
        fault =
            seen[member.number()]
                ? new BadRecord(ErrorCode.DUPLICATE_FIELD, "is there twice").at(label(member))
                : value(member, isKept);
        seen[member.number()] = true;
      }
      place = null;
    }
    return fault;
  }

  private @Nullable BadRecord ignore(Node node, boolean isKept) throws IOException {
    if (isKept) {
      BadRecord fault = rules.all();
      return fault == null ? null : fault.at(label(node));
    }
    ignored++;
    parser.skipChildren();
    return null;
  }

  private @Nullable BadRecord array(Node node, boolean isKept) throws IOException {
    if (node.element() != null) {
      return rows(node.element(), isKept);
    }
    if (!node.isLeaf() && !node.isIndexed()) {
      return notOnTheWay(node);
    }
    BadRecord fault = null;
    for (int i = 0; fault == null && parser.nextToken() != JsonToken.END_ARRAY; i++) {
      Node member = node.members().get(Integer.toString(i));
      if (member != null) {
        fault = value(member, isKept);
      } else if (isKept) {
        fault = rules.all();
        fault = fault == null ? null : fault.at(label(node));
      } else {
        parser.skipChildren();
      }
    }
    return fault;
  }

  private @Nullable BadRecord rows(Node element, boolean isKept) throws IOException {
    rows.beginArray();
    BadRecord fault = null;
    for (row = 0; fault == null && parser.nextToken() != JsonToken.END_ARRAY; row++) {
      if (row == DecodedRows.MOST_ROWS) {
        return new BadRecord(
                ErrorCode.TOO_LARGE, "more than " + DecodedRows.MOST_ROWS + " elements")
            .at(place());
      }
      rows.beginRow();
      place = element;
      fault =
          parser.isExpectedStartObjectToken()
              ? value(element, isKept)
              : Descriptions.wrongType("an object", found()).at(label(element));
    }
    return fault;
  }

  private boolean takesAll(Node node) {
    for (int column : node.columns()) {
      if (plan.readers().get(column).takesAll()) {
        return true;
      }
    }
    return false;
  }

  /** Keeps the value that ends here as JSON. */
  private void keep(int column, int start) throws IOException {
    parser.finishToken();
    int end = (int) parser.currentLocation().getByteOffset();
    rows.set(column, DecodedRows.inMessage(start, end - start));
  }

  private int start() {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  private String label(Node node) {
    return plan.label(node, row);
  }

  private String found() throws IOException {
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
