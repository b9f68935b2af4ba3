package io.geostream.common.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Walks through one message and reads the values of the plan. Each method returns the first fault,
 * or null with the parser at the end of the value.
 */
final class TreeReader {

  private final JsonParser parser;
  private final Plan plan;
  private final DecodedRows rows;
  private final ScalarReader values;
  private @Nullable Node object;
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
    this.values = new ScalarReader(parser, plan, rows);
  }

  /** Reads the message; the parser is at its first token. */
  @Nullable BadRecord message() throws IOException {
    Node root = plan.root();
    if (plan.each() == null) {
      rows.beginRow();
    }
    boolean takes =
        switch (parser.currentToken()) {
          case START_OBJECT -> root.element() == null;
          case START_ARRAY -> root.element() != null || root.isIndexed() || isStored(root);
          case VALUE_NULL -> root.element() != null || isStored(root);
          default -> isStored(root);
        };
    return takes
        ? value(root, false)
        : Descriptions.wrongType(root.element() == null ? "an object" : "an array", values.found());
  }

  /** Whether all of the message is stored, whatever it is. */
  private static boolean isStored(Node root) {
    return root.isLeaf() && root.columns().length > 0;
  }

  /** How many fields are not mapped. */
  long ignored() {
    return ignored;
  }

  /** The place that is read, for a person; empty if none is. */
  String place() throws IOException {
    // The parser already looks at a value while it reads the name before it.
    Node at = place == null && object != null ? object.members().get(parser.currentName()) : place;
    return at == null ? "" : label(at);
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
      return node.isLeaf() ? located(values.read(node, isKept), node) : notOnTheWay(node);
    }
    return container(node, isKept);
  }

  private BadRecord notOnTheWay(Node node) throws IOException {
    boolean array = node.element() != null || node.isIndexed();
    return Descriptions.wrongType(array ? "an array" : "an object", values.found()).at(label(node));
  }

  private @Nullable BadRecord container(Node node, boolean isKept) throws IOException {
    for (int column : node.columns()) {
      ValueReader reader = plan.readers().get(column);
      if (!reader.takesAll()) {
        return reader.container(values.found()).at(label(node));
      }
    }
    int start = values.start();
    boolean keeps = isKept || node.columns().length > 0;
    BadRecord fault =
        parser.isExpectedStartObjectToken() ? object(node, keeps) : array(node, keeps);
    if (fault == null) {
      for (int column : node.columns()) {
        values.keep(column, start);
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
    object = node;
    while (fault == null && (name = parser.nextFieldName()) != null) {
      Node member = node.members().get(name);
      place = member;
      if (isKept) {
        fault = values.rules().name();
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
      object = node;
    }
    return fault;
  }

  private @Nullable BadRecord ignore(Node node, boolean isKept) throws IOException {
    if (isKept) {
      return located(values.rules().all(), node);
    }
    ignored++;
    parser.skipChildren();
    return null;
  }

  private @Nullable BadRecord array(Node node, boolean isKept) throws IOException {
    if (node.element() != null) {
      return rows(node, node.element(), isKept);
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
        fault = located(values.rules().all(), node);
      } else {
        parser.skipChildren();
      }
    }
    return fault;
  }

  private @Nullable BadRecord rows(Node array, Node element, boolean isKept) throws IOException {
    rows.beginArray();
    BadRecord fault = null;
    for (row = 0; fault == null && parser.nextToken() != JsonToken.END_ARRAY; row++) {
      if (row == DecodedRows.MOST_ROWS) {
        return new BadRecord(
                ErrorCode.TOO_LARGE, "more than " + DecodedRows.MOST_ROWS + " elements")
            .at(label(array));
      }
      rows.beginRow();
      place = element;
      fault =
          parser.isExpectedStartObjectToken()
              ? value(element, isKept)
              : Descriptions.wrongType("an object", values.found()).at(label(element));
    }
    return fault;
  }

  private @Nullable BadRecord located(@Nullable BadRecord fault, Node node) {
    return fault == null ? null : fault.at(label(node));
  }

  private String label(Node node) {
    return plan.label(node, row);
  }
}
