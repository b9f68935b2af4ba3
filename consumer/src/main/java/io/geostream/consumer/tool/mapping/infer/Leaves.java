package io.geostream.consumer.tool.mapping.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The places below one that can be columns, and those that cannot. */
final class Leaves {

  private static final int LEAST_PAIR = 2;
  private static final int LONGEST_POINTER = 900;
  private static final int LEAST_ENTRIES = 8;

  private final List<Leaf> found = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final boolean ofMessage;
  private final List<String> except;
  private final long parents;

  private Leaves(boolean ofMessage, List<String> except, long parents) {
    this.ofMessage = ofMessage;
    this.except = except;
    this.parents = parents;
  }

  /** The places below rows. */
  static Leaves ofRows(Seen row) {
    return below(row, false, List.of());
  }

  /**
   * The places below messages whose rows are elements.
   *
   * @param each the pointer of the array of rows
   */
  static Leaves ofMessages(Seen message, List<String> each) {
    return below(message, true, each);
  }

  private static Leaves below(Seen seen, boolean ofMessage, List<String> except) {
    Leaves leaves = new Leaves(ofMessage, except, seen.objects());
    if (seen.hasChangingMembers()) {
      leaves.add(List.of(), seen, Typed.json(seen, "its members are too many to be columns"));
    }
    leaves.members(List.of(), seen);
    return leaves;
  }

  /** In the order in which they were first seen. */
  List<Leaf> found() {
    return found;
  }

  /** The others, and why, a line each. */
  List<String> leftOut() {
    return leftOut;
  }

  private void members(List<String> tokens, Seen object) {
    for (Map.Entry<String, Seen> member : object.members().entrySet()) {
      List<String> inner = new ArrayList<>(tokens);
      inner.add(member.getKey());
      if (!inner.equals(except)) {
        visit(inner, member.getValue());
      }
    }
  }

  private void visit(List<String> tokens, Seen seen) {
    if (!isPointer(tokens)) {
      leftOut.add(Shown.cut(String.join("/", tokens)) + ": no name that a mapping can have");
    } else if (seen.values() == 0) {
      leftOut.add(pointer(tokens) + ": always null");
    } else if (seen.objects() == seen.values()) {
      object(tokens, seen);
    } else if (seen.arrays() == seen.values()) {
      array(tokens, seen);
    } else if (seen.objects() + seen.arrays() > 0) {
      add(tokens, seen, Typed.json(seen, Types.mixture(seen)));
    } else {
      add(tokens, seen, Types.of(tokens.get(tokens.size() - 1), seen));
    }
  }

  private void object(List<String> tokens, Seen seen) {
    if (seen.hasChangingMembers() || hasEntries(seen)) {
      add(tokens, seen, Typed.json(seen, "an object whose members change"));
    } else if (seen.members().isEmpty()) {
      add(tokens, seen, Typed.json(seen, "empty objects"));
    } else {
      members(tokens, seen);
    }
  }

  /** Whether the members are entries of a map: alike, and each of them seldom there. */
  private static boolean hasEntries(Seen object) {
    List<Seen> members = List.copyOf(object.members().values());
    if (members.size() < LEAST_ENTRIES) {
      return false;
    }
    long values = members.stream().mapToLong(Seen::values).sum();
    Seen first = members.get(0);
    return values * 4 <= object.objects() * members.size()
        && members.stream().allMatch(member -> isLike(first, member));
  }

  private static boolean isLike(Seen one, Seen other) {
    return one.members().keySet().equals(other.members().keySet())
        && Types.mixture(one).equals(Types.mixture(other));
  }

  private void array(List<String> tokens, Seen seen) {
    if (isPair(seen)) {
      Seen element = seen.addElement();
      Typed typed = Typed.plain(Types.type(element.numbers()), 0);
      for (int at = 0; at < seen.longestArray(); at++) {
        List<String> inner = new ArrayList<>(tokens);
        inner.add(Integer.toString(at));
        add(inner, seen.indices().get(at), Typed.plain(typed.type(), seen.arrays()));
      }
    } else {
      Seen element = seen.element();
      add(
          tokens,
          seen,
          Typed.json(
              seen, element == null ? "empty arrays" : "arrays of " + Types.mixture(element)));
    }
  }

  /** Whether each is of the same two or three numbers, such as coordinates. */
  private static boolean isPair(Seen array) {
    Seen element = array.element();
    return array.shortestArray() == array.longestArray()
        && array.longestArray() >= LEAST_PAIR
        && array.longestArray() <= Seen.MOST_INDICES
        && element != null
        && element.numberCount() == array.arrays() * array.longestArray()
        && array.indices().size() == array.longestArray();
  }

  private void add(List<String> tokens, Seen seen, Typed typed) {
    found.add(new Leaf(tokens, ofMessage, seen, typed, parents));
  }

  private static boolean isPointer(List<String> tokens) {
    return tokens.stream().mapToInt(String::length).sum() + tokens.size() <= LONGEST_POINTER
        && tokens.stream()
            .flatMapToInt(String::codePoints)
            .noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
  }

  private static String pointer(List<String> tokens) {
    return Shown.comment(new io.geostream.common.mapping.JsonPointer(tokens).toString());
  }
}
