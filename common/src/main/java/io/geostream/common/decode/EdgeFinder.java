package io.geostream.common.decode;

import static io.geostream.common.decode.PlainText.UNUSUAL;

import io.geostream.common.decode.Edge.Step;
import org.jspecify.annotations.Nullable;

/**
 * Finds the text from the end of a value to the next one token by token; an {@link Edge} then
 * compares it as a whole.
 */
final class EdgeFinder {

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

  /** Where the text found last ends. */
  int end() {
    return end;
  }

  private Step step() {
    return new Step(
        container,
        index,
        target,
        shape.onlyColumn(target),
        leaf,
        containers,
        rowEnd,
        rowStart,
        opensRows);
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
        return stop(Edge.END, at + 1);
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
    index = shape.indexAfter(container, index);
    return element(next);
  }

  private boolean isClosed(int at) {
    return text.at(at) == (shape.kind(container) == Shape.Kind.OBJECT ? '}' : ']');
  }

  private int member(int at) {
    if (text.at(at) != '"') {
      return UNUSUAL;
    }
    int value = text.afterName(at);
    if (value == UNUSUAL) {
      return UNUSUAL;
    }
    int place = shape.member(container, text, at + 1);
    if (place != Shape.NOTHING) {
      return arrive(place, value);
    }
    return stop(shape.isKept(container) ? Edge.SKIPPED : Edge.IGNORED, value);
  }

  private int element(int at) {
    int place = shape.element(container, index);
    return place == Shape.NOTHING ? stop(Edge.SKIPPED, at) : arrive(place, at);
  }

  /** At the value of a place: a leaf is read next, a container is entered. */
  private int arrive(int place, int at) {
    if (place >= 0) {
      leaf = 1L << place;
      return stop(place, at);
    }
    containers |= 1L << ~place;
    boolean isRow = container == Shape.OUTSIDE || ~place == shape.element();
    if (text.at(at) == 'n' && !isRow) {
      int after = text.afterNull(at);
      return after == UNUSUAL ? UNUSUAL : stop(Edge.EMPTY, after);
    }
    return shape.isOpenedBy(~place, text.at(at)) ? enter(~place, isRow, at) : UNUSUAL;
  }

  /**
   * After the opening bracket of a container.
   *
   * @param isRow whether it is the message or an element; an empty one is left to the parser
   */
  private int enter(int opened, boolean isRow, int bracket) {
    int outside = container;
    container = opened;
    opensRows |= shape.kind(opened) == Shape.Kind.EACH;
    int at = text.skipWhiteSpace(bracket + 1);
    if (isClosed(at)) {
      container = outside;
      return isRow ? UNUSUAL : stop(Edge.EMPTY, at + 1);
    }
    if (opened == shape.element()) {
      rowStart = bracket - from;
    }
    if (shape.kind(opened) == Shape.Kind.OBJECT) {
      return member(at);
    }
    index = 0;
    return element(at);
  }

  private int stop(int where, int at) {
    target = where;
    end = at;
    return DONE;
  }
}
