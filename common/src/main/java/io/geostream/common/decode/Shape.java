package io.geostream.common.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The places of a plan as numbers, for the scanner. Containers are objects and arrays with places
 * inside; leaves are values that are read. A place is the number of a leaf, or {@code ~} the number
 * of a container.
 */
final class Shape {

  /** Used instead of a container: outside the message. */
  static final int OUTSIDE = -1;

  /** Used instead of a place: the value is not read. */
  static final int NOTHING = Integer.MAX_VALUE;

  private static final int MOST = Long.SIZE;
  private static final int MOST_LEVELS = 32;

  /** What holds the places within. */
  enum Kind {
    OBJECT,
    /** With places that are indices. */
    ARRAY,
    /** The array whose elements are rows; its one place is that of each element. */
    EACH
  }

  /** What is known of a container. */
  private static final class Container {
    final int parent;
    final int index;
    final boolean mayBeBoth;
    final List<byte[]> names = new ArrayList<>();
    final List<Integer> indices = new ArrayList<>();
    final List<Integer> places = new ArrayList<>();
    Kind kind;
    boolean isKnown;

    Container(int parent, int index, Node node, boolean isElement) {
      this.parent = parent;
      this.index = index;
      mayBeBoth = node.isIndexed() && !isElement;
      kind = node.element() != null ? Kind.EACH : Kind.OBJECT;
    }
  }

  private final List<Container> containers = new ArrayList<>();
  private int[][] leaves = {};
  private final int[] wholeColumns;
  private int element = OUTSIDE;
  private int[] elementColumns = {};
  private long elementLeaves;
  private long elementContainers;
  private boolean isPlain;

  Shape(Plan plan) {
    wholeColumns = plan.root().columns();
    isPlain = true;
    add(plan.root(), OUTSIDE, 0, 0);
    isPlain &= containers.size() <= MOST && leaves.length <= MOST;
  }

  private int add(Node node, int parent, int index, int level) {
    boolean isElement = parent != OUTSIDE && kind(parent) == Kind.EACH;
    boolean isWhole = parent == OUTSIDE || isElement;
    if (node.isLeaf() && !isWhole) {
      leaves = Arrays.copyOf(leaves, leaves.length + 1);
      leaves[leaves.length - 1] = node.columns();
      if (node.isOfElement()) {
        elementLeaves |= 1L << (leaves.length - 1);
      }
      return leaves.length - 1;
    }
    // The scanner does not track the end of a part that is both stored as JSON and read inside.
    isPlain &= (isWhole || node.columns().length == 0) && level <= MOST_LEVELS;
    int number = containers.size();
    Container container = new Container(parent, index, node, isElement);
    containers.add(container);
    if (node.isOfElement()) {
      elementContainers |= 1L << number;
    }
    if (node.element() != null) {
      element = number + 1;
      elementColumns = node.element().columns();
      container.places.add(add(node.element(), number, 0, level + 1));
    }
    for (Map.Entry<String, Node> member : node.members().entrySet()) {
      isPlain &= member.getKey().indexOf('"') < 0; // with it a name would end too early
      int at = container.mayBeBoth ? Integer.parseInt(member.getKey()) : 0;
      container.names.add((member.getKey() + '"').getBytes(StandardCharsets.UTF_8));
      container.indices.add(at);
      container.places.add(add(member.getValue(), number, at, level + 1));
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
    return containers.get(container).kind;
  }

  /**
   * Whether a bracket opens a container. A container whose places are indices may be an object or
   * an array; the first one seen decides which of them is expected from then on.
   */
  boolean isOpenedBy(int number, byte bracket) {
    Container container = containers.get(number);
    if (container.mayBeBoth && !container.isKnown) {
      container.kind = bracket == '[' ? Kind.ARRAY : Kind.OBJECT;
      container.isKnown = bracket == '[' || bracket == '{';
    }
    return bracket == (container.kind == Kind.OBJECT ? '{' : '[');
  }

  /** Forgets whether containers are objects or arrays. */
  void forget() {
    containers.forEach(container -> container.isKnown = false);
  }

  /** The container around it; {@link #OUTSIDE} around the message. */
  int parent(int container) {
    return containers.get(container).parent;
  }

  /** Its index, if the container around it is an array. */
  int index(int container) {
    return containers.get(container).index;
  }

  /** The place of the member whose name, with the closing quote, begins here. */
  int member(int container, PlainText text, int at) {
    Container object = containers.get(container);
    for (int i = 0; i < object.names.size(); i++) {
      if (text.isAt(at, object.names.get(i))) {
        return object.places.get(i);
      }
    }
    return NOTHING;
  }

  /** The place of an element of an array. */
  int element(int container, int index) {
    Container array = containers.get(container);
    if (array.kind == Kind.EACH) {
      return array.places.get(0);
    }
    int place = array.indices.indexOf(index);
    return place < 0 ? NOTHING : array.places.get(place);
  }

  /** The index of the next element; all elements after the last one read share an index. */
  int indexAfter(int container, int index) {
    List<Integer> indices = containers.get(container).indices;
    return Math.min(index, indices.isEmpty() ? -1 : Collections.max(indices)) + 1;
  }

  /** The columns of a leaf. */
  int[] columns(int leaf) {
    return leaves[leaf];
  }

  /** The column of a leaf that has one, else −1. */
  int onlyColumn(int target) {
    return target >= 0 && leaves[target].length == 1 ? leaves[target][0] : -1;
  }

  /** The columns of the whole message. */
  int[] wholeColumns() {
    return wholeColumns;
  }

  /** The container of an element that is a row; {@link #OUTSIDE} if the message is one row. */
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
