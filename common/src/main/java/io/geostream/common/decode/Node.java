package io.geostream.common.decode;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place in the message that a mapping reads, and the places within it. */
final class Node {

  private final String label;
  private final int number;
  private final boolean ofElement;
  private final Map<String, Node> members = new LinkedHashMap<>();
  private int[] columns = {};
  private @Nullable Node element;

  private Node(String label, int number, boolean ofElement) {
    this.label = label;
    this.number = number;
    this.ofElement = ofElement;
  }

  /**
   * The place of a whole value.
   *
   * @param ofElement whether that is an element that is a row, else a message
   */
  static Node root(boolean ofElement) {
    return new Node("", 0, ofElement);
  }

  /** The place for a person, such as {@code device/id}. */
  String label() {
    return label;
  }

  /** Its number among the places of the same value, from 0. */
  int number() {
    return number;
  }

  /** Whether it is in an element that is a row; the label then starts at the element. */
  boolean isOfElement() {
    return ofElement;
  }

  /** The places within, by the name of a member or the index of an element. */
  Map<String, Node> members() {
    return members;
  }

  /** The columns whose value is here, by their place in the row. */
  int[] columns() {
    return columns;
  }

  /** The place of each element, if the elements are rows. */
  @Nullable Node element() {
    return element;
  }

  /** Whether nothing within is read. */
  boolean isLeaf() {
    return members.isEmpty() && element == null;
  }

  /** Whether an array can hold what is read within. */
  boolean isIndexed() {
    return !members.isEmpty()
        && members.keySet().stream().allMatch(token -> token.matches("0|[1-9][0-9]{0,8}"));
  }

  Node member(String token) {
    return members.computeIfAbsent(
        token,
        name -> new Node(label.isEmpty() ? name : label + "/" + name, members.size(), ofElement));
  }

  void addColumn(int column) {
    columns = Arrays.copyOf(columns, columns.length + 1);
    columns[columns.length - 1] = column;
  }

  void setElement(Node each) {
    element = each;
  }
}
