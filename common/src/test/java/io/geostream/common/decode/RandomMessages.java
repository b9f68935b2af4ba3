package io.geostream.common.decode;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Messages for one mapping: mostly good ones, in the same order and layout as the one before, with
 * now and then something else.
 */
final class RandomMessages {

  /** What is read at a place, and within. */
  private static final class Place {
    final Map<String, Place> members = new LinkedHashMap<>();
    final List<Column> columns = new ArrayList<>();
    boolean isEach;

    Place at(List<String> tokens) {
      Place place = this;
      for (String token : tokens) {
        place = place.members.computeIfAbsent(token, name -> new Place());
      }
      return place;
    }

    boolean isRequired() {
      return columns.stream().anyMatch(Column::required)
          || members.values().stream().anyMatch(Place::isRequired);
    }

    boolean isIndexed() {
      return !members.isEmpty() && members.keySet().stream().allMatch(RandomMessages::isIndex);
    }
  }

  private static final String[] BLANKS = {"", "", " ", "  ", "\n", "\r\n\t", "\n    "};

  private final RandomGenerator random;
  private final RandomValues values;
  private final Place message = new Place();
  private final Place element = new Place();
  private final boolean isOften;
  private int layout;
  private long order;
  private int oddity;
  private boolean isTame;

  RandomMessages(RandomGenerator random, Mapping mapping) {
    this.random = random;
    this.values = new RandomValues(random);
    this.isOften = random.nextInt(4) > 0;
    Place row = mapping.each().isPresent() ? element : message;
    mapping.each().ifPresent(pointer -> message.at(pointer.tokens()).isEach = true);
    for (Column column : mapping.columns()) {
      if (column.source() instanceof Source.OfRow source) {
        row.at(source.pointer().tokens()).columns.add(column);
      } else if (column.source() instanceof Source.OfMessage source) {
        message.at(source.pointer().tokens()).columns.add(column);
      }
    }
    order = random.nextLong();
  }

  private static boolean isIndex(String token) {
    return token.matches("0|[1-9][0-9]*");
  }

  String next() {
    if (random.nextInt(8) == 0) {
      layout = random.nextInt(4);
    }
    if (random.nextInt(isOften ? 30 : 2) == 0) {
      order = random.nextLong();
    }
    // So rare in most messages that they are good as a whole.
    oddity = random.nextInt(3) == 0 ? 12 : 300;
    isTame = random.nextInt(4) > 0;
    StringBuilder text = new StringBuilder();
    blank(text);
    value(text, message, 0);
    blank(text);
    return text.toString();
  }

  private boolean isOdd() {
    return !isTame && random.nextInt(oddity) == 0;
  }

  private void value(StringBuilder text, Place place, int depth) {
    if (isOdd() && depth > 0) {
      text.append(values.any(2));
    } else if (random.nextInt(12) == 0 && depth > 0 && mayLack(place)) {
      text.append("null");
    } else if (place.isEach) {
      array(text, depth);
    } else if (place.isIndexed() && !isOdd()) {
      indexed(text, place, depth);
    } else if (!place.members.isEmpty() || depth == 0) {
      object(text, place, depth);
    } else {
      Column column = place.columns.get(random.nextInt(place.columns.size()));
      text.append(isTame ? values.good(column) : values.of(column));
    }
  }

  private boolean mayLack(@Nullable Place place) {
    return !isTame || place == null || (!place.isEach && !place.isRequired());
  }

  private void array(StringBuilder text, int depth) {
    text.append('[');
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      separate(text, i);
      if (isOdd()) {
        text.append(values.any(1));
      } else {
        object(text, element, depth + 1);
      }
    }
    blank(text);
    text.append(']');
  }

  private void indexed(StringBuilder text, Place place, int depth) {
    text.append('[');
    int count = (isTame ? 3 : 1) + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      separate(text, i);
      Place member = place.members.get(Integer.toString(i));
      if (member == null) {
        text.append(isTame ? values.json(2) : values.any(2));
      } else {
        value(text, member, depth + 1);
      }
    }
    blank(text);
    text.append(']');
  }

  private void object(StringBuilder text, Place place, int depth) {
    List<String> names = new ArrayList<>(place.members.keySet());
    int unknown = random.nextInt(isOften ? 6 : 2) == 0 ? 1 + random.nextInt(3) : 0;
    for (int i = 0; i < unknown; i++) {
      names.add("?" + (random.nextInt(20) == 0 ? random.nextInt() : i));
    }
    Collections.shuffle(names, new Random(order));
    if (isOdd() && !names.isEmpty()) {
      names.add(names.get(random.nextInt(names.size())));
    }
    text.append('{');
    int count = 0;
    for (String name : names) {
      if (random.nextInt(15) > 0 || !mayLack(place.members.get(name))) {
        separate(text, count++);
        text.append(isOdd() ? RandomValues.escaped(name) : RandomValues.quoted(name));
        blank(text);
        text.append(layout == 1 ? ": " : ":");
        blank(text);
        if (name.startsWith("?")) {
          text.append(isTame ? values.json(3) : values.any(3));
        } else {
          value(text, Objects.requireNonNull(place.members.get(name), name), depth + 1);
        }
      }
    }
    blank(text);
    text.append('}');
  }

  private void separate(StringBuilder text, int count) {
    if (count > 0) {
      blank(text);
      text.append(layout == 1 ? ", " : ",");
    }
    if (layout == 2) {
      text.append("\n  ");
    }
    blank(text);
  }

  /** In one of the layouts they are anywhere. */
  private void blank(StringBuilder text) {
    if (layout == 3) {
      text.append(BLANKS[random.nextInt(BLANKS.length)]);
    }
  }
}
