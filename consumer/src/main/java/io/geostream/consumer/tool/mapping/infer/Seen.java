package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.decode.Timestamps;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was seen at a place of the messages. Its memory is bounded. */
final class Seen {

  /** So many distinct values are counted. */
  static final int MOST_DISTINCT = 500;

  /** Of longer arrays only the first elements are looked at one by one. */
  static final int MOST_INDICES = 3;

  private static final int LONGEST_COMPARED = 64;

  private final SeenNumbers numbers = new SeenNumbers();
  private final SeenTexts texts = new SeenTexts();
  private final SeenTimes times = new SeenTimes();
  private final Set<String> distinct = new HashSet<>();
  private final Map<String, Seen> members = new LinkedHashMap<>();
  private boolean changingMembers;
  private @Nullable Seen element;
  private final List<Seen> indices = new ArrayList<>();
  private int shortest = Integer.MAX_VALUE;
  private int longest;
  private long nulls;
  private long booleans;
  private long numberCount;
  private long objects;
  private long arrays;

  void addNull() {
    nulls++;
  }

  void addBoolean() {
    booleans++;
  }

  /**
   * @param text by the grammar of JSON
   */
  void addNumber(String text, Moment moment) {
    numberCount++;
    addDistinct(text);
    time(numbers.add(text), moment);
  }

  void addText(String text, Moment moment) {
    addDistinct(text);
    switch (texts.add(text)) {
      case NUMBER -> time(numbers.add(text), moment);
      case TIME -> times.add(Timestamps.parse(text), moment.limits(), moment.recordMillis());
      case LOCAL_TIME ->
          times.add(Timestamps.parse(text + "Z"), moment.limits(), moment.recordMillis());
      default -> {}
    }
  }

  private void time(@Nullable BigDecimal number, Moment moment) {
    if (number != null) {
      EpochUnit.of(number)
          .ifPresent(
              unit ->
                  times.add(
                      unit.micros(number).longValue(), moment.limits(), moment.recordMillis()));
    }
  }

  private void addDistinct(String text) {
    if (distinct.size() <= MOST_DISTINCT) {
      distinct.add(
          text.length() <= LONGEST_COMPARED
              ? text
              : text.substring(0, LONGEST_COMPARED) + text.hashCode());
    }
  }

  void addObject() {
    objects++;
  }

  /** The member of a name; null if it was not seen before. */
  @Nullable Seen member(String name) {
    return members.get(name);
  }

  Seen addMember(String name) {
    return members.computeIfAbsent(name, ignored -> new Seen());
  }

  /** Forgets the members: they are values rather than names. Gives how many places that frees. */
  int forgetMembers() {
    changingMembers = true;
    int freed = members.values().stream().mapToInt(Seen::places).sum();
    members.clear();
    return freed;
  }

  /** How many places are at and below this one. */
  private int places() {
    return 1
        + members.values().stream().mapToInt(Seen::places).sum()
        + indices.stream().mapToInt(Seen::places).sum()
        + (element == null ? 0 : element.places());
  }

  void addArray(int length) {
    arrays++;
    shortest = Math.min(shortest, length);
    longest = Math.max(longest, length);
  }

  /** What all elements of the arrays are; null if there was none. */
  @Nullable Seen element() {
    return element;
  }

  Seen addElement() {
    element = element == null ? new Seen() : element;
    return element;
  }

  /** What the first elements are, one by one: only scalars. */
  List<Seen> indices() {
    return indices;
  }

  Seen addIndex(int index) {
    while (indices.size() <= index) {
      indices.add(new Seen());
    }
    return indices.get(index);
  }

  Map<String, Seen> members() {
    return members;
  }

  /** Whether there were too many different members to be names. */
  boolean hasChangingMembers() {
    return changingMembers;
  }

  SeenNumbers numbers() {
    return numbers;
  }

  SeenTexts texts() {
    return texts;
  }

  SeenTimes times() {
    return times;
  }

  /** How many different texts and numbers; one more than {@link #MOST_DISTINCT} for many. */
  int distinct() {
    return distinct.size();
  }

  int shortestArray() {
    return shortest;
  }

  int longestArray() {
    return longest;
  }

  long nulls() {
    return nulls;
  }

  long booleans() {
    return booleans;
  }

  /** How many numbers, those in texts not among them. */
  long numberCount() {
    return numberCount;
  }

  long objects() {
    return objects;
  }

  long arrays() {
    return arrays;
  }

  /** How many values that are not null. */
  long values() {
    return booleans + numberCount + texts.count() + objects + arrays;
  }
}
