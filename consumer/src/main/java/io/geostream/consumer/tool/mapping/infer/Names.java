package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.mapping.Identifiers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Names in the database, derived from the names of members. */
final class Names {

  /** Too general to be a name by itself. */
  private static final Set<String> GENERAL =
      Set.of(
          "value", "values", "name", "state", "status", "type", "unit", "total", "raw", "output",
          "enabled");

  private static final int SHORT = 2;

  private Names() {}

  /**
   * A name in snake case: {@code devEUI} is {@code dev_eui}. Empty if it has no letter or digit.
   */
  static String snake(String name) {
    return name.replaceAll("(\\p{Ll})(\\p{Lu})", "$1_$2")
        .replaceAll("(\\p{Lu})(\\p{Lu}\\p{Ll})", "$1_$2")
        .replaceAll("(\\p{N})(\\p{Lu}\\p{Ll})", "$1_$2")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "_")
        .replaceAll("^_|_$", "");
  }

  /** A name that any table or column can have, made of others. */
  static String identifier(List<String> parts, String suffix) {
    String name =
        parts.stream()
            .map(Names::snake)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("_"));
    if (name.isEmpty()) {
      name = "message";
    } else if (!Character.isLetter(name.codePointAt(0)) || Identifiers.isSystemColumn(name)) {
      name = "_" + name;
    }
    while ((name + suffix).getBytes(StandardCharsets.UTF_8).length > Identifiers.MAX_BYTES) {
      name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
    }
    return name + suffix;
  }

  /**
   * A name for each pointer: its last token, preceded by earlier ones where it is too general or
   * already taken.
   */
  static List<String> ofColumns(List<List<String>> pointers) {
    int[] parts = pointers.stream().mapToInt(Names::leastParts).toArray();
    List<String> names = names(pointers, parts);
    for (boolean changed = true; changed; names = names(pointers, parts)) {
      changed = false;
      for (int at = 0; at < parts.length; at++) {
        if (Collections.frequency(names, names.get(at)) > 1
            && parts[at] < pointers.get(at).size()) {
          parts[at]++;
          changed = true;
        }
      }
    }
    Set<String> used = new HashSet<>();
    for (int at = 0; at < parts.length; at++) {
      for (int number = 2; !used.add(names.get(at)); number++) {
        names.set(at, identifier(last(pointers.get(at), parts[at]), "_" + number));
      }
    }
    return names;
  }

  private static List<String> names(List<List<String>> pointers, int[] parts) {
    List<String> names = new ArrayList<>();
    for (int at = 0; at < parts.length; at++) {
      names.add(identifier(last(pointers.get(at), parts[at]), ""));
    }
    return names;
  }

  private static int leastParts(List<String> pointer) {
    int parts = Math.min(1, pointer.size());
    while (parts < pointer.size() && isVague(snake(pointer.get(pointer.size() - parts)))) {
      parts++;
    }
    return parts;
  }

  private static boolean isVague(String name) {
    return GENERAL.contains(name)
        || (name.replace("_", "").length() <= SHORT && !Roles.isTime(name));
  }

  private static List<String> last(List<String> pointer, int parts) {
    return pointer.subList(pointer.size() - parts, pointer.size());
  }
}
