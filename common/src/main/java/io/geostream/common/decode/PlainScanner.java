package io.geostream.common.decode;

import static io.geostream.common.decode.PlainText.UNUSUAL;

import io.geostream.common.decode.Edge.Step;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON that programs write, straight from its bytes: objects and arrays of plain strings,
 * decimal numbers without an exponent, and literals, usually in the same order. It never decides
 * that a message is bad: anything unknown or outside a rule is left to {@link StrictParser}. One
 * scanner a thread.
 */
final class PlainScanner {

  private final PlainText text = new PlainText();
  private final Shape shape;
  private final PlainValues values;
  private final DecodedRows rows;
  private final EdgeFinder finder;
  private final Edges edges = new Edges();
  private final boolean isOneRow;
  private long seenLeaves;
  private long seenContainers;
  private int rowStart;
  private long ignored;

  PlainScanner(Plan plan, DecodedRows rows) {
    this.rows = rows;
    this.shape = new Shape(plan);
    this.values = new PlainValues(plan.readers(), text, rows);
    this.finder = new EdgeFinder(shape, text);
    this.isOneRow = plan.each() == null;
  }

  /**
   * Reads a message into the rows.
   *
   * @return whether it was read; if not, the rows are undefined
   */
  boolean scan(byte[] message) {
    if (!shape.isPlain() || !text.begin(message)) {
      return false;
    }
    if (edges.areOutdated()) {
      edges.forget();
      shape.forget();
    }
    rows.begin(message);
    if (isOneRow) {
      rows.beginRow();
    }
    ignored = 0;
    seenLeaves = 0;
    seenContainers = 0;
    boolean isRead = walk();
    if (!isRead) {
      edges.failed();
    }
    return isRead;
  }

  /** How many fields of the last message are not mapped. */
  long ignored() {
    return ignored;
  }

  private boolean walk() {
    int at = 0;
    Edge edge = edges.start();
    while (true) {
      Edge next = edge.follow(text, at);
      if (next == null) {
        next = discover(edge, at);
      }
      if (next == null || !(next.isPlain ? see(next.leaf) : take(next.step, at))) {
        return false;
      }
      at += next.length;
      if (next.target == Edge.END) {
        return at == text.end() && keepWhole();
      }
      at = next.column >= 0 ? values.read(next.column, at) : value(next.target, at);
      if (at == UNUSUAL) {
        return false;
      }
      edge = next;
    }
  }

  private @Nullable Edge discover(Edge edge, int at) {
    Step step = finder.find(edge.step, at);
    return step == null ? null : edges.learn(edge, text.copy(at, finder.end()), step);
  }

  /** Applies what lies before the next value: elements that end and begin, containers that open. */
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
    boolean isThereTwice = (seenContainers & step.containers()) != 0;
    seenContainers |= step.containers();
    return !isThereTwice && see(step.leaf());
  }

  /** Notes a leaf; returns false if the row already has it. */
  private boolean see(long leaf) {
    boolean isThereTwice = (seenLeaves & leaf) != 0;
    seenLeaves |= leaf;
    return !isThereTwice;
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
    if (target == Edge.EMPTY) {
      return at;
    }
    if (target == Edge.IGNORED) {
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
