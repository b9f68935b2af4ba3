package io.geostream.common.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The places of a plan as numbers, for the scanner: containers, which are objects and arrays with
 * places within, and leaves, whose values are read. A place is a leaf's number, or {@code ~} that
 * of a container.
 */
final class Shape {

  /** In place of a container: outside of the message. */
  static final int OUTSIDE = -1;

  /** In place of a place: nothing that is read. */
  static final int NOTHING = Integer.MAX_VALUE;

  private static final int MOST = Long.SIZE;
  private static final int MOST_LEVELS = 32;

  /** What holds the places within. */
  enum Kind {
    OBJECT,
    ARRAY,
    /** The array whose elements are rows; its one place is that of each element. */
    EACH
  }

  /** What is known of a container. */
  private record Container(
      Kind kind, int parent, int index, List<byte[]> names, List<Integer> places) {}

  private final List<Container> containers = new ArrayList<>();
  private final List<int[]> leaves = new ArrayList<>();
  private final int[] wholeColumns;
  private int element = OUTSIDE;
  private int[] elementColumns = {};
  private long elementLeaves;
  private long elementContainers;
  private boolean isPlain;

  Shape(Plan plan) {
    wholeColumns = plan.root().columns();
    isPlain = !plan.root().isLeaf();
    add(plan.root(), OUTSIDE, 0, 0);
    isPlain &= containers.size() <= MOST && leaves.size() <= MOST;
  }

  private int add(Node node, int parent, int index, int level) {
    boolean isWhole = parent == OUTSIDE || containers.get(parent).kind() == Kind.EACH;
    if (node.isLeaf() && !isWhole) {
      leaves.add(node.columns());
      if (node.isOfElement()) {
        elementLeaves |= 1L << (leaves.size() - 1);
      }
      return leaves.size() - 1;
    }
    // A part that is stored as JSON and read further would need its end as well.
    isPlain &= (isWhole || node.columns().length == 0) && level <= MOST_LEVELS;
    int number = containers.size();
    Kind kind = node.element() != null ? Kind.EACH : node.isIndexed() ? Kind.ARRAY : Kind.OBJECT;
    if (isWhole && kind == Kind.ARRAY) {
      kind = Kind.OBJECT;
    }
    Container container = new Container(kind, parent, index, new ArrayList<>(), new ArrayList<>());
    containers.add(container);
    if (node.isOfElement()) {
      elementContainers |= 1L << number;
    }
    if (node.element() != null) {
      element = number + 1;
      elementColumns = node.element().columns();
      container.places().add(add(node.element(), number, 0, level + 1));
    }
    for (Map.Entry<String, Node> member : node.members().entrySet()) {
      String token = member.getKey();
      int at = kind == Kind.ARRAY ? Integer.parseInt(token) : 0;
      container
          .names()
          .add((kind == Kind.ARRAY ? token : token + '"').getBytes(StandardCharsets.UTF_8));
      container.places().add(add(member.getValue(), number, at, level + 1));
    }
    return ~number;
  }

  /** Whether the scanner can read it at all. */
  boolean isPlain() {
    return isPlain;
  }

  /** Whether all that is in a container is stored as JSON. */
  boolean isKept(int container) {
    boolean isInElement = ((elementContainers >>> container) & 1) != 0;
    return wholeColumns.length > 0 || (isInElement && elementColumns.length > 0);
  }

  Kind kind(int container) {
    return containers.get(container).kind();
  }

  /** The container around it; {@link #OUTSIDE} around the message. */
  int parent(int container) {
    return containers.get(container).parent();
  }

  /** Its index, if the container around it is an array. */
  int index(int container) {
    return containers.get(container).index();
  }

  /** The place of the member whose name, with the closing quote, begins here. */
  int member(int container, PlainText text, int at) {
    Container object = containers.get(container);
    for (int i = 0; i < object.names().size(); i++) {
      if (text.isAt(at, object.names().get(i))) {
        return object.places().get(i);
      }
    }
    return NOTHING;
  }

  /** The place of an element of an array. */
  int element(int container, int index) {
    Container array = containers.get(container);
    if (array.kind() == Kind.EACH) {
      return array.places().get(0);
    }
    byte[] token = Integer.toString(index).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < array.names().size(); i++) {
      if (Arrays.equals(array.names().get(i), token)) {
        return array.places().get(i);
      }
    }
    return NOTHING;
  }

  /** The columns of a leaf. */
  int[] columns(int leaf) {
    return leaves.get(leaf);
  }

  int leaves() {
    return leaves.size();
  }

  /** The columns of the whole message. */
  int[] wholeColumns() {
    return wholeColumns;
  }

  /** The container of an element whose row is read; {@link #OUTSIDE} if the message is one row. */
  int element() {
    return element;
  }

  /** The columns of a whole element. */
  int[] elementColumns() {
    return elementColumns;
  }

  /** The leaves in an element, a bit for each. */
  long elementLeaves() {
    return elementLeaves;
  }

  /** The containers in an element, a bit for each. */
  long elementContainers() {
    return elementContainers;
  }
}
