package io.geostream.common.decode;

import io.geostream.common.decode.Edge.Step;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The edges that were learned from messages. */
final class Edges {

  /** A limit, so that ever-changing texts do not fill the memory. */
  private static final int MOST = 512;

  private static final int LONGEST_TEXT = 1_024;

  private static final int FORGET_AFTER = 10_000;

  private final Map<Known, Edge> known = new HashMap<>();
  private Edge start = beforeMessage();
  private int unlearned;

  /** Edges with the same text and step share what comes after them. */
  private record Known(String text, Step step) {}

  private static Edge beforeMessage() {
    return new Edge(new byte[0], Edge.START);
  }

  /** The edge before the first value of a message. */
  Edge start() {
    return start;
  }

  /** Notes a message that could not be read with them. */
  void failed() {
    unlearned++;
  }

  /** Whether so much was unknown that messages may have changed for good. */
  boolean areOutdated() {
    return unlearned > FORGET_AFTER;
  }

  void forget() {
    known.clear();
    start = beforeMessage();
    unlearned = 0;
  }

  /**
   * Adds what follows an edge.
   *
   * @return the edge that follows; if there is no room, one that is not remembered
   */
  Edge learn(Edge edge, byte[] text, Step step) {
    Known key = new Known(new String(text, StandardCharsets.ISO_8859_1), step);
    Edge learned = known.get(key);
    if (learned == null) {
      learned = new Edge(text, step);
      if (known.size() == MOST || text.length > LONGEST_TEXT) {
        unlearned++;
        return learned;
      }
      known.put(key, learned);
    }
    edge.learn(learned);
    return learned;
  }
}
