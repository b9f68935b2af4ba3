package io.geostream.common.decode;

import static io.geostream.common.decode.PlainText.UNUSUAL;

import io.geostream.common.decode.Edges.Step;
import org.jspecify.annotations.Nullable;

/**
 * Finds the way from the end of a value to the next one, token by token: what {@link Edges} then
 * knows as one text.
 */
final class EdgeFinder {

  /** The target after which the message ends. */
  static final int END = -1;

  /** The target of a member that is not read. */
  static final int IGNORED = -2;

  /** The target of what is not read, and no field besides those of the mapping. */
  static final int SKIPPED = -3;

  /** The target of a null in place of a container, after which the text ends. */
  static final int NULL = -4;

  /** Before the message. */
  static final Step START = new Step(Shape.OUTSIDE, 0, SKIPPED, 0, 0, -1, -1, false);

  /** Longer names are left to the parser, which has a bound for them. */
  private static final int LONGEST_NAME = 1_000;

  private static final int DONE = Integer.MAX_VALUE;

  private final Shape shape;
  private final PlainText text;
  private int from;
  private int end;
  private int container;
  private int index;
  private int target;
  private long leaf;
  private long containers;
  private int rowEnd;
  private int rowStart;
  private boolean opensRows;

  EdgeFinder(Shape shape, PlainText text) {
    this.shape = shape;
    this.text = text;
  }

  /** Finds what comes after a value; null if it is unusual. */
  @Nullable Step find(Step last, int at) {
    from = at;
    container = last.container();
    index = last.index();
    leaf = 0;
    containers = 0;
    rowEnd = -1;
    rowStart = -1;
    opensRows = false;
    int next = container == Shape.OUTSIDE ? arrive(~0, text.skipWhiteSpace(at)) : after(at);
    return next == UNUSUAL ? null : step();
  }

  /** Where the way found last ends. */
  int end() {
    return end;
  }

  /** What was found last. */
  Step step() {
    return new Step(container, index, target, leaf, containers, rowEnd, rowStart, opensRows);
  }

  /** After a value: brackets that close, then a comma, or the end. */
  private int after(int from) {
    int at = text.skipWhiteSpace(from);
    while (isClosed(at)) {
      if (container == shape.element()) {
        rowEnd = at + 1 - this.from;
      }
      index = shape.index(container);
      container = shape.parent(container);
      if (container == Shape.OUTSIDE) {
        return stop(END, at + 1);
      }
      at = text.skipWhiteSpace(at + 1);
    }
    if (text.at(at) != ',') {
      return UNUSUAL;
    }
    int next = text.skipWhiteSpace(at + 1);
    if (shape.kind(container) == Shape.Kind.OBJECT) {
      return member(next);
    }
    index++;
    return element(next);
  }

  private boolean isClosed(int at) {
    return text.at(at) == (shape.kind(container) == Shape.Kind.OBJECT ? '}' : ']');
  }

  private int member(int at) {
    if (text.at(at) != '"') {
      return UNUSUAL;
    }
    int close = text.closingQuote(at + 1);
    int value =
        close == UNUSUAL || close - at > LONGEST_NAME ? UNUSUAL : text.afterColon(close + 1);
    if (value == UNUSUAL) {
      return UNUSUAL;
    }
    int place = shape.member(container, text, at + 1);
    if (place != Shape.NOTHING) {
      return arrive(place, value);
    }
    return stop(shape.isKept(container) ? SKIPPED : IGNORED, value);
  }

  private int element(int at) {
    int place = shape.element(container, index);
    return place == Shape.NOTHING ? stop(SKIPPED, at) : arrive(place, at);
  }

  /** At the value of a place: a leaf's is the next to read, a container is entered. */
  private int arrive(int place, int at) {
    if (place >= 0) {
      leaf = 1L << place;
      return stop(place, at);
    }
    containers |= 1L << ~place;
    boolean isMessage = container == Shape.OUTSIDE;
    if (text.at(at) == 'n' && !isMessage && ~place != shape.element()) {
      int after = text.afterNull(at);
      return after == UNUSUAL ? UNUSUAL : stop(NULL, after);
    }
    container = ~place;
    return enter(at);
  }

  private int enter(int at) {
    boolean isObject = shape.kind(container) == Shape.Kind.OBJECT;
    if (text.at(at) != (isObject ? '{' : '[')) {
      return UNUSUAL;
    }
    int next = text.skipWhiteSpace(at + 1);
    if (container == shape.element()) {
      if (rowStart >= 0) {
        return UNUSUAL;
      }
      rowStart = at - from;
    }
    if (isObject) {
      return member(next); // an empty one is left to the parser
    }
    opensRows |= shape.kind(container) == Shape.Kind.EACH;
    index = 0;
    return text.at(next) == ']' ? UNUSUAL : element(next);
  }

  private int stop(int where, int at) {
    target = where;
    end = at;
    return DONE;
  }
}
