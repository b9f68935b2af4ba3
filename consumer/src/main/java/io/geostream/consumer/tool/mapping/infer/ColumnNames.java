package io.geostream.consumer.tool.mapping.infer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names columns by their pointers: by the last name, with those before it where it needs them. */
final class ColumnNames {

  /** Too short or too general to be a name by itself. */
  private static final Set<String> GENERAL =
      Set.of(
          "value", "values", "name", "state", "status", "type", "unit", "total", "raw", "output",
          "enabled");

  private static final int SHORT = 2;

  private ColumnNames() {}

  /**
   * The names of columns, each once.
   *
   * @param taken a name that none of them has
   */
  static List<String> of(List<Leaf> leaves, Set<String> taken) {
    int[] parts = leaves.stream().mapToInt(ColumnNames::leastParts).toArray();
    boolean changed = true;
    while (changed) {
      changed = false;
      Map<String, Integer> counts = new HashMap<>();
      taken.forEach(name -> counts.put(name, 1));
      for (int at = 0; at < parts.length; at++) {
        counts.merge(name(leaves.get(at), parts[at]), 1, Integer::sum);
      }
      for (int at = 0; at < parts.length; at++) {
        if (counts.getOrDefault(name(leaves.get(at), parts[at]), 0) > 1
            && parts[at] < leaves.get(at).tokens().size()) {
          parts[at]++;
          changed = true;
        }
      }
    }
    return numbered(leaves, parts, taken);
  }

  private static List<String> numbered(List<Leaf> leaves, int[] parts, Set<String> taken) {
    Set<String> used = new HashSet<>(taken);
    List<String> names = new ArrayList<>();
    for (int at = 0; at < parts.length; at++) {
      String wanted = name(leaves.get(at), parts[at]);
      String name = wanted;
      for (int number = 2; !used.add(name); number++) {
        name = NameWords.numbered(wanted, number);
      }
      names.add(name);
    }
    return names;
  }

  private static int leastParts(Leaf leaf) {
    List<String> tokens = leaf.tokens();
    int parts = 1;
    while (parts < tokens.size() && isVague(tokens.get(tokens.size() - parts))) {
      parts++;
    }
    return parts;
  }

  private static boolean isVague(String token) {
    String snake = NameWords.snake(token);
    return Leaf.isIndex(token)
        || GENERAL.contains(snake)
        || (snake.replace("_", "").length() <= SHORT && !TimeNames.isPlain(token));
  }

  private static String name(Leaf leaf, int parts) {
    List<String> tokens = leaf.tokens();
    List<String> words = new ArrayList<>();
    for (String token :
        tokens.subList(tokens.size() - Math.min(parts, tokens.size()), tokens.size())) {
      String snake = NameWords.snake(token);
      if (!snake.isEmpty()) {
        words.add(snake);
      }
    }
    return NameWords.identifier(tokens.isEmpty() ? "message" : String.join("_", words));
  }
}
