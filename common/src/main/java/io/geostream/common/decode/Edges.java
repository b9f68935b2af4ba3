package io.geostream.common.decode;

import java.util.Arrays;

/**
 * What was learned of the texts between values: blanks, commas, names, brackets. An edge leads from
 * one value to the next, and the text is compared as a whole, which replaces a dozen steps;
 * messages of one program mostly have the same few. Edges are numbers, what is known of each lies
 * in arrays.
 */
final class Edges {

  /** Leads to the first value. */
  static final int START = 0;

  /** In place of an edge. */
  static final int NONE = -1;

  /** So many are learned; texts without end must not fill the memory. */
  static final int MOST = 512;

  static final int LONGEST_TEXT = 1_024;

  private static final int WAYS = 4;

  private final byte[][] texts = new byte[MOST][];
  private final Step[] steps = new Step[MOST];
  private final int[] next = new int[MOST * WAYS];
  private int count;
  private int replaced;

  /**
   * Where an edge leads, and what is on its way.
   *
   * @param container around the next value
   * @param index of that value, if the container is an array
   * @param target what the next value is
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
      long leaf,
      long containers,
      int rowEnd,
      int rowStart,
      boolean opensRows) {}

  Edges(Step start) {
    steps[START] = start;
    clear();
  }

  /** Forgets all but the start. */
  void clear() {
    Arrays.fill(next, NONE);
    count = 1;
  }

  boolean isFull() {
    return count == MOST;
  }

  /** The edge after another whose text is here; {@link #NONE} if none is known. */
  int follow(int edge, PlainText text, int at) {
    for (int way = edge * WAYS; way < edge * WAYS + WAYS; way++) {
      int candidate = next[way];
      if (candidate == NONE) {
        return NONE;
      }
      if (text.isAt(at, texts[candidate])) {
        return candidate;
      }
    }
    return NONE;
  }

  int length(int edge) {
    return texts[edge].length;
  }

  Step step(int edge) {
    return steps[edge];
  }

  /** Adds what follows an edge; there must be room. */
  int learn(int edge, byte[] text, Step step) {
    int learned = find(text, step);
    if (learned == NONE) {
      learned = count++;
      texts[learned] = text;
      steps[learned] = step;
    }
    int way = edge * WAYS;
    while (way < edge * WAYS + WAYS && next[way] != NONE) {
      way++;
    }
    next[way < edge * WAYS + WAYS ? way : edge * WAYS + (replaced++ & (WAYS - 1))] = learned;
    return learned;
  }

  /**
   * From one place the same text always leads to the same step: two ways share what comes after.
   */
  private int find(byte[] text, Step step) {
    for (int known = 1; known < count; known++) {
      if (steps[known].equals(step) && Arrays.equals(texts[known], text)) {
        return known;
      }
    }
    return NONE;
  }
}
