package io.geostream.common.decode;

import org.jspecify.annotations.Nullable;

/**
 * The text from the end of a value to the next one: blanks, commas, names, brackets. Comparing it
 * as a whole replaces a dozen steps, and messages of one program mostly repeat the same few.
 */
final class Edge {

  /** The target after which the message ends. */
  static final int END = -1;

  /** The target of a member that is not read. */
  static final int IGNORED = -2;

  /** The target of a value that is not read, but does not count as an unmapped field. */
  static final int SKIPPED = -3;

  /** The target of a container that is null or empty; the text ends after it. */
  static final int EMPTY = -4;

  /** Leads to the message. */
  static final Step START = new Step(Shape.OUTSIDE, 0, SKIPPED, -1, 0, 0, -1, -1, false);

  private static final int WAYS = 4;

  final int length;
  final Step step;
  final int target;
  final int column;
  final long leaf;
  final boolean isPlain;

  private final byte[] text;

  /** The first and the last eight bytes of the text, which most often are all of it. */
  private final long head;

  private final long tail;
  private final boolean hasEnds;
  private final boolean areEndsAll;

  /** Whether a value follows, else the text ends after one or with the message. */
  private final boolean isBeforeValue;

  private final @Nullable Edge[] next = new Edge[WAYS];
  private int replaced;

  /**
   * What is on the way.
   *
   * @param container around the next value
   * @param index of that value, if the container is an array
   * @param target what the next value is: a leaf, or one of the constants above
   * @param column the only one of that leaf, else −1
   * @param leaf the bit of that leaf, or 0
   * @param containers the bits of those that it opens
   * @param rowEnd where an element ends in the text, after its brace; −1 if none does
   * @param rowStart where an element begins in the text; −1 if none does
   * @param opensRows whether the array of elements begins
   */
  record Step(
      int container,
      int index,
      int target,
      int column,
      long leaf,
      long containers,
      int rowEnd,
      int rowStart,
      boolean opensRows) {

    /** Whether no container begins, and no element ends. */
    boolean isPlain() {
      return containers == 0 && rowEnd < 0 && rowStart < 0 && !opensRows;
    }
  }

  Edge(byte[] text, Step step) {
    this.text = text;
    this.length = text.length;
    this.hasEnds = length >= Long.BYTES;
    this.areEndsAll = hasEnds && length <= 2 * Long.BYTES;
    this.head = hasEnds ? EightBytes.of(text, 0) : 0;
    this.tail = hasEnds ? EightBytes.of(text, length - Long.BYTES) : 0;
    this.step = step;
    this.target = step.target();
    this.column = step.column();
    this.leaf = step.leaf();
    this.isPlain = step.isPlain();
    this.isBeforeValue = target != END && target != EMPTY;
  }

  /** The edge after this one whose text is here; null if none is known. */
  @Nullable Edge follow(PlainText message, int at) {
    for (Edge candidate : next) {
      if (candidate == null || candidate.isAt(message, at)) {
        return candidate;
      }
    }
    return null;
  }

  private boolean isAt(PlainText message, int at) {
    return (!hasEnds || message.hasEnds(at, length, head, tail))
        && (areEndsAll || message.isAt(at, text))
        && (!isBeforeValue || begins(message.at(at + length)));
  }

  /** Whether a byte begins a value: it is no blank, and not the end of an array or the message. */
  private static boolean begins(byte first) {
    return first > ' ' && first != ']';
  }

  /** Notes an edge that comes after this one; it replaces another one if there are many. */
  void learn(Edge after) {
    for (int way = 0; way < WAYS; way++) {
      if (next[way] == null) {
        next[way] = after;
        return;
      }
    }
    next[replaced++ & (WAYS - 1)] = after;
  }
}
