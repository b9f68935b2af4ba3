package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * A place that can be a column.
 *
 * @param source of the column
 * @param tokens of its pointer
 * @param distinct how many different values there are
 * @param rows how many rows, or messages, there are
 */
record Leaf(Source source, List<String> tokens, Reading reading, int distinct, long rows) {

  /** The time of the record, which each message has. */
  static Leaf recordTime() {
    Reading reading =
        Reading.plain(
            ColumnType.TIMESTAMPTZ,
            new SeenValues(),
            "no time is in every message: the record's own");
    return new Leaf(Source.Part.TIMESTAMP, List.of("time"), reading, 0, 0);
  }

  /**
   * The places below one that can be columns, in the order in which they were first seen.
   *
   * @param ofMessage whether it is the message although rows are elements
   * @param leftOut gets the others, and why
   */
  static List<Leaf> below(SeenValues top, boolean ofMessage, List<String> leftOut) {
    List<Leaf> leaves = new ArrayList<>();
    Visit visit = new Visit(top.objects(), ofMessage, leaves, leftOut);
    if (top.members().isEmpty()) {
      visit.add(List.of(), top);
    } else {
      visit.members(List.of(), top);
    }
    return leaves;
  }

  private record Visit(long rows, boolean ofMessage, List<Leaf> leaves, List<String> leftOut) {

    void members(List<String> tokens, SeenValues object) {
      object.forEachMember(tokens, this::visit);
    }

    private void visit(List<String> tokens, SeenValues place) {
      if (place.hasMembers()) {
        members(tokens, place);
      } else if (place.values() == 0) {
        leftOut.add(source(tokens) + ": always null");
      } else if (tokens.stream().anyMatch(token -> token.indexOf('\0') >= 0)) {
        leftOut.add(source(tokens) + ": no name that a mapping can have");
      } else {
        add(tokens, place);
      }
    }

    void add(List<String> tokens, SeenValues place) {
      Reading reading = Reading.of(tokens.isEmpty() ? "" : tokens.get(tokens.size() - 1), place);
      leaves.add(new Leaf(source(tokens), tokens, reading, place.distinct().size(), rows));
    }

    private Source source(List<String> tokens) {
      JsonPointer pointer = new JsonPointer(tokens);
      return ofMessage ? new Source.OfMessage(pointer) : new Source.OfRow(pointer);
    }
  }

  private String name() {
    return tokens.isEmpty() ? "" : tokens.get(tokens.size() - 1);
  }

  /** Whether every row has a value. */
  boolean isAlwaysThere() {
    return reading.values() >= rows;
  }

  /** The percentage of rows without a value, as a whole number from 1 to 99. */
  long percentMissing() {
    return Math.max(1, Math.min(99, Math.round(100 - 100.0 * reading.values() / rows)));
  }

  /** Whether it may be the time of a row. */
  boolean isTime() {
    return reading.type() == ColumnType.TIMESTAMPTZ && isAlwaysThere();
  }

  /** Whether it is of the message although rows are elements. */
  boolean isOfMessage() {
    return source instanceof Source.OfMessage;
  }

  /** How well its name fits the time of a row. */
  int timeRank() {
    return Roles.timeRank(name());
  }

  /** Whether it may be the key by its name and type. */
  boolean isKey() {
    return keyRank() > 0
        && isAlwaysThere()
        && switch (reading.type()) {
          case TEXT, UUID, BIGINT -> true;
          default -> false;
        };
  }

  /** How well its name fits the key. */
  int keyRank() {
    return Roles.keyRank(name());
  }

  /** Whether values repeat, as those of a key do. */
  boolean repeats() {
    return distinct <= SeenValues.MOST_DISTINCT && distinct * 2L <= rows;
  }

  /** Whether it is a number or a boolean that is no name. */
  boolean isMeasurement() {
    return (reading.type().isNumber() || reading.type() == ColumnType.BOOLEAN)
        && !Roles.isName(name());
  }
}
