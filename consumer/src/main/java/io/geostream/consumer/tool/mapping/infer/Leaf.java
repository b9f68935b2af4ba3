package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Source;
import java.util.List;

/**
 * A place that can be a column.
 *
 * @param tokens of its pointer
 * @param ofMessage whether that begins at the message although rows are elements
 * @param seen what was seen there
 * @param typed what a column would read it as
 * @param parents how many rows, or messages, there are: as many values there can be
 */
record Leaf(List<String> tokens, boolean ofMessage, Seen seen, Typed typed, long parents) {

  Leaf {
    tokens = List.copyOf(tokens);
  }

  /** The last token that is a name, not an index. */
  String name() {
    for (int at = tokens.size() - 1; at >= 0; at--) {
      if (!isIndex(tokens.get(at))) {
        return tokens.get(at);
      }
    }
    return "";
  }

  static boolean isIndex(String token) {
    return token.matches("[0-9]+");
  }

  JsonPointer pointer() {
    return new JsonPointer(tokens);
  }

  Source source() {
    return ofMessage ? new Source.OfMessage(pointer()) : new Source.OfRow(pointer());
  }

  /** Whether every row has a value. */
  boolean isAlwaysThere() {
    return typed.values() >= parents;
  }

  /** The share of the rows that have a value, at most 1. */
  double share() {
    return Math.min(1, (double) typed.values() / parents);
  }

  boolean isTime() {
    return typed.isTime();
  }

  /** Whether it is a number or a boolean that is no name. */
  boolean isMeasurement() {
    return (typed.type().isNumber() || typed.type() == ColumnType.BOOLEAN) && !Keys.isName(name());
  }

  /** Whether its name and its values fit a key. */
  boolean mayBeKey(long rows) {
    return isKeyByName()
        && isAlwaysThere()
        && (long) seen.distinct() * 2 <= rows
        && seen.distinct() <= Seen.MOST_DISTINCT;
  }

  /** Whether its name and type fit a key. */
  boolean isKeyByName() {
    return switch (typed.type()) {
      case TEXT, UUID, BIGINT -> Keys.rank(name()) > 0;
      default -> false;
    };
  }
}
