package io.geostream.common.decode;

import static io.geostream.common.decode.PlainText.UNUSUAL;

import io.geostream.common.decode.Edges.Step;

/**
 * Reads the JSON that programs write, straight from its bytes: objects and arrays of plain strings,
 * decimal numbers without an exponent, and literals, in the same order time and again. It never
 * decides that a message is bad: anything unknown or outside a rule is left to {@link
 * StrictParser}. One scanner a thread.
 */
final class PlainScanner {

  /** So many unknown texts make it forget what it knows, as they may be more usual. */
  private static final int FORGET_AFTER = 10_000;

  private final PlainText text = new PlainText();
  private final Shape shape;
  private final PlainValues values;
  private final DecodedRows rows;
  private final EdgeFinder finder;
  private final Edges edges;
  private final boolean isOneRow;
  private long seenLeaves;
  private long seenContainers;
  private int rowStart;
  private int unlearned;
  private long ignored;

  PlainScanner(Plan plan, DecodedRows rows) {
    this.rows = rows;
    this.shape = new Shape(plan);
    this.values = new PlainValues(plan.readers(), text, rows);
    this.finder = new EdgeFinder(shape, text);
    this.edges = new Edges(EdgeFinder.START);
    this.isOneRow = plan.each() == null;
  }

  /**
   * Reads a message into the rows.
   *
   * @return whether it was read; if not, what the rows hold means nothing
   */
  boolean scan(byte[] message) {
    if (!shape.isPlain() || !text.begin(message)) {
      return false;
    }
    if (unlearned > FORGET_AFTER) {
      edges.clear();
      unlearned = 0;
    }
    rows.begin(message);
    if (isOneRow) {
      rows.beginRow();
    }
    ignored = 0;
    seenLeaves = 0;
    seenContainers = 0;
    return walk();
  }

  /** How many fields of the last message are not the mapping's. */
  long ignored() {
    return ignored;
  }

  private boolean walk() {
    int at = 0;
    int edge = Edges.START;
    Step step = edges.step(edge);
    while (true) {
      int following = edge == Edges.NONE ? Edges.NONE : edges.follow(edge, text, at);
      if (following != Edges.NONE) {
        step = edges.step(following);
        if (!take(step, at)) {
          return false;
        }
        at += edges.length(following);
      } else {
        step = finder.find(step, at);
        if (step == null || !take(step, at)) {
          return false;
        }
        following = learn(edge, at);
        at = finder.end();
      }
      edge = following;
      if (step.target() == EdgeFinder.END) {
        return at == text.end() && keepWhole();
      }
      at = value(step.target(), at);
      if (at == UNUSUAL) {
        return false;
      }
    }
  }

  private int learn(int edge, int at) {
    if (edge == Edges.NONE || edges.isFull() || finder.end() - at > Edges.LONGEST_TEXT) {
      unlearned++;
      return Edges.NONE;
    }
    return edges.learn(edge, text.copy(at, finder.end()), finder.step());
  }

  /** Does what is on the way to the next value. */
  private boolean take(Step step, int at) {
    if (step.rowEnd() >= 0) {
      keepElement(at + step.rowEnd());
    }
    if (step.opensRows()) {
      rows.beginArray();
    }
    if (step.rowStart() >= 0) {
      if (rows.count() == DecodedRows.MOST_ROWS) {
        return false;
      }
      rows.beginRow();
      rowStart = at + step.rowStart();
      seenLeaves &= ~shape.elementLeaves();
      seenContainers &= ~shape.elementContainers();
    }
    if ((seenLeaves & step.leaf()) != 0 || (seenContainers & step.containers()) != 0) {
      return false; // a field is there twice
    }
    seenLeaves |= step.leaf();
    seenContainers |= step.containers();
    return true;
  }

  private int value(int target, int at) {
    if (target >= 0) {
      int after = UNUSUAL;
      for (int column : shape.columns(target)) {
        after = values.read(column, at);
        if (after == UNUSUAL) {
          return UNUSUAL;
        }
      }
      return after;
    }
    if (target == EdgeFinder.NULL) {
      return at;
    }
    if (target == EdgeFinder.IGNORED) {
      ignored++;
    }
    return text.skip(at, PlainValues.DEPTH);
  }

  private void keepElement(int end) {
    for (int column : shape.elementColumns()) {
      rows.set(column, DecodedRows.inMessage(rowStart, end - rowStart));
    }
  }

  private boolean keepWhole() {
    int[] columns = shape.wholeColumns();
    if (columns.length > 0) {
      int start = text.skipWhiteSpace(0);
      for (int column : columns) {
        rows.set(column, DecodedRows.inMessage(start, text.end() - start));
      }
    }
    return true;
  }
}
