package io.geostream.common.decode;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mapping prepared for decoding: the places to read in the message, and a reader for each column.
 * Immutable once made.
 *
 * @param readers of the columns, in the order of the row
 * @param root the message
 * @param each the array whose elements are rows; null if the message is one
 * @param ofMessage columns with one value for all rows of a message, a bit for each
 * @param ofRecord columns that are not in the message
 */
record Plan(
    List<ValueReader> readers,
    Node root,
    @Nullable Node each,
    long ofMessage,
    List<ValueReader> ofRecord) {

  /**
   * Makes it.
   *
   * @param record whether columns of the record are read; if not, they are not required either
   * @throws ColumnFaultException if two columns cannot be read together
   */
  static Plan of(Mapping mapping, boolean record) {
    Node root = Node.root(false);
    Node element = mapping.each().isPresent() ? Node.root(true) : root;
    Node each = mapping.each().map(pointer -> at(root, pointer)).orElse(null);
    List<ValueReader> readers = new ArrayList<>();
    List<ValueReader> ofRecord = new ArrayList<>();
    long ofMessage = 0;
    for (Column column : mapping.rowColumns()) {
      int index = readers.size();
      ValueReader reader = new ValueReader(index, column);
      readers.add(reader);
      boolean isOfRow = column.source() instanceof Source.OfRow;
      if (column.source() instanceof Source.OfRow inRow) {
        at(element, inRow.pointer()).addColumn(index);
      } else if (column.source() instanceof Source.OfMessage inMessage) {
        at(root, inMessage.pointer()).addColumn(index);
      } else if (record) {
        ofRecord.add(reader);
      }
      if (each != null && !isOfRow) {
        ofMessage |= 1L << index;
      }
    }
    if (each != null) {
      each.setElement(element);
    }
    Plan plan = new Plan(List.copyOf(readers), root, each, ofMessage, List.copyOf(ofRecord));
    plan.requireReadable(root);
    plan.requireReadable(element);
    return plan;
  }

  private static Node at(Node root, JsonPointer pointer) {
    Node node = root;
    for (String token : pointer.tokens()) {
      node = node.member(token);
    }
    return node;
  }

  /** A value with others within is an object or an array, which only jsonb takes. */
  private void requireReadable(Node node) {
    if (node.element() != null && !node.members().isEmpty()) {
      Node within = node.members().values().iterator().next();
      while (within.columns().length == 0) {
        within = within.members().values().iterator().next();
      }
      throw new ColumnFaultException(
          readers.get(within.columns()[0]).column().name(),
          "points into the array of each: a column of an element has a pointer that starts at it");
    }
    for (int index : node.columns()) {
      Column column = readers.get(index).column();
      if (!node.isLeaf() && column.type() != ColumnType.JSONB) {
        throw new ColumnFaultException(
            column.name(),
            column.source()
                + " has other columns within, so its type is jsonb, not "
                + column.type());
      }
    }
    node.members().values().forEach(this::requireReadable);
  }

  /**
   * A place for a person.
   *
   * @param row in which element, if it is in one
   */
  String label(Node node, int row) {
    if (!node.isOfElement() || each == null) {
      return node.label();
    }
    String array = each.label().isEmpty() ? "" : each.label() + "/";
    return array + row + (node.label().isEmpty() ? "" : "/" + node.label());
  }

  /** The place of a column's value, for a person. */
  String label(int column, int row) {
    Source source = readers.get(column).column().source();
    if (source instanceof Source.OfRow inRow) {
      Node base = each == null || each.element() == null ? root : each.element();
      return label(at(base, inRow.pointer()), row);
    }
    return source instanceof Source.OfMessage inMessage
        ? at(root, inMessage.pointer()).label()
        : source.toString();
  }

  /** The place of a column in the row. */
  int index(String name) {
    int index = 0;
    while (!readers.get(index).column().name().equals(name)) {
      index++;
    }
    return index;
  }

  /** Whether a column is read at all. */
  boolean isRead(int column) {
    Source source = readers.get(column).column().source();
    return source instanceof Source.OfRow
        || source instanceof Source.OfMessage
        || ofRecord.contains(readers.get(column));
  }

  /** The forms of the row's values. */
  DecodedRows.Form[] forms() {
    return readers.stream()
        .map(reader -> DecodedRows.Form.of(reader.column().type()))
        .toArray(DecodedRows.Form[]::new);
  }

  /** The plan of a message that is the value of one column. */
  Plan ofOne(int column) {
    Node value = Node.root(false);
    value.addColumn(column);
    return new Plan(readers, value, null, 0, List.of());
  }

  /** How many columns a row has. */
  int columns() {
    return readers.size();
  }
}
