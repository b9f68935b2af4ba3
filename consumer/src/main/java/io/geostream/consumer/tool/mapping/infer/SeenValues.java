package io.geostream.consumer.tool.mapping.infer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What was seen at a place of the messages, and at those below it. */
final class SeenValues {

  /** The most distinct values that are counted. */
  static final int MOST_DISTINCT = 500;

  /** The names in an object with more different members are values, such as ids. */
  static final int MOST_MEMBERS = 200;

  private static final int LONGEST_COMPARED = 100;

  private final Map<String, SeenValues> members = new LinkedHashMap<>();
  private final Set<String> distinct = new LinkedHashSet<>();
  private final Numbers numbers = new Numbers();
  private final Texts texts = new Texts(numbers);
  private @Nullable SeenValues element;
  private boolean map;
  private long nulls;
  private long booleans;
  private long objects;
  private long arrays;

  void add(JsonNode value) {
    switch (value.getNodeType()) {
      case OBJECT -> {
        objects++;
        value.properties().forEach(each -> addMember(each.getKey(), each.getValue()));
      }
      case ARRAY -> {
        arrays++;
        value.forEach(element()::add);
      }
      case NUMBER -> {
        numbers.add(value);
        addDistinct(value.asText());
      }
      case STRING -> {
        texts.add(value.textValue());
        addDistinct(value.textValue());
      }
      case BOOLEAN -> booleans++;
      default -> nulls++;
    }
  }

  private void addMember(String name, JsonNode value) {
    if (map || (members.size() == MOST_MEMBERS && !members.containsKey(name))) {
      map = true;
      members.clear();
    } else {
      members.computeIfAbsent(name, ignored -> new SeenValues()).add(value);
    }
  }

  private void addDistinct(String text) {
    if (distinct.size() <= MOST_DISTINCT) {
      distinct.add(text.substring(0, Math.min(text.length(), LONGEST_COMPARED)));
    }
  }

  /** By name, in the order in which they were first seen. */
  Map<String, SeenValues> members() {
    return members;
  }

  /**
   * Visits each member, with its pointer.
   *
   * @param tokens of the pointer to this place
   */
  void forEachMember(List<String> tokens, BiConsumer<List<String>, SeenValues> visitor) {
    members.forEach(
        (name, member) -> {
          List<String> inner = new ArrayList<>(tokens);
          inner.add(name);
          visitor.accept(inner, member);
        });
  }

  /** What the elements of the arrays are. */
  SeenValues element() {
    element = element == null ? new SeenValues() : element;
    return element;
  }

  Numbers numbers() {
    return numbers;
  }

  Texts texts() {
    return texts;
  }

  /** The different texts and numbers; one more than {@link #MOST_DISTINCT} for many. */
  Set<String> distinct() {
    return distinct;
  }

  boolean hasBooleans() {
    return booleans > 0;
  }

  long objects() {
    return objects;
  }

  long arrays() {
    return arrays;
  }

  /** How many values that are not null. */
  long values() {
    return booleans + numbers.count() + texts.count() + objects + arrays;
  }

  /** Whether there are only objects here, null aside, with members that are known. */
  boolean hasMembers() {
    return objects > 0 && objects == values() && !members.isEmpty();
  }

  /** Whether each array has objects only. */
  boolean isArrayOfObjects() {
    SeenValues each = element();
    return arrays > 0
        && arrays == values()
        && each.objects > 0
        && each.nulls == 0
        && each.objects == each.values();
  }

  /** What was seen here, in words. */
  String kinds() {
    List<String> kinds = new ArrayList<>();
    if (objects > 0) {
      kinds.add(map ? "objects with over " + MOST_MEMBERS + " different members" : "objects");
    }
    if (arrays > 0) {
      kinds.add(
          element().values() == 0 ? "arrays without values" : "arrays of " + element().kinds());
    }
    if (texts.count() > 0) {
      kinds.add("texts");
    }
    if (numbers.count() > 0) {
      kinds.add("numbers");
    }
    if (booleans > 0) {
      kinds.add("booleans");
    }
    return String.join(" and ", kinds);
  }
}
