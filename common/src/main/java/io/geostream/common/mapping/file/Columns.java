package io.geostream.common.mapping.file;

import io.geostream.common.decode.ColumnFaultException;
import io.geostream.common.decode.MappingDecoder;
import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Mapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The columns of a file, to which its other words refer. */
final class Columns {

  private static final String EXAMPLE = "{temperature: {type: double precision}}";

  private final Map<String, Column> byName = new LinkedHashMap<>();
  private final Map<String, Place> places = new HashMap<>();

  private Columns() {}

  /** Reads the word {@code columns}, and checks those that are the time and the key. */
  static Columns read(Words words, String time, Optional<String> key) {
    YamlMap map = words.get("columns", "columns: " + EXAMPLE).map("columns", EXAMPLE);
    if (map.members().isEmpty()) {
      throw words.fault("columns", "is empty", "it has columns, such as " + EXAMPLE);
    }
    Columns columns = new Columns();
    map.members().forEach((name, member) -> columns.add(name, member, name.equals(time), key));
    columns.checkIsColumn(time, "time", words.place("time"));
    key.ifPresent(name -> columns.checkKey(words, name, time));
    return columns;
  }

  private void add(String name, YamlMap.Member member, boolean isTime, Optional<String> key) {
    Names.checkColumn(name, member.place());
    if (byName.size() == Mapping.MAX_COLUMNS) {
      throw member
          .place()
          .fault("column " + name + " is one too many", "there are at most " + byName.size());
    }
    boolean always = isTime || key.filter(name::equals).isPresent();
    Column column = new ColumnReader(name, member.value(), always).read();
    if (isTime && column.type() != ColumnType.TIMESTAMPTZ) {
      throw member
          .place()
          .fault("the time, " + name + ", has type " + column.type(), "make it timestamptz");
    }
    byName.put(name, column);
    places.put(name, member.place());
  }

  /** Refuses faults that only the whole mapping shows, such as a default of another type. */
  void checkDecoder(Mapping mapping) {
    try {
      MappingDecoder.of(mapping, ignored -> {});
    } catch (ColumnFaultException e) {
      Place place = Objects.requireNonNull(places.get(e.column()), e.column());
      throw place.fault(e.column() + ": " + e.getMessage());
    }
  }

  private void checkKey(Words words, String key, String time) {
    checkIsColumn(key, "key", words.place("key"));
    if (key.equals(time)) {
      throw words.fault("key", "is the time", "name another column, or remove key");
    }
  }

  /** The columns that a word lists, each once; none if it is not there. */
  List<String> named(Words words, String word) {
    List<String> names = new ArrayList<>();
    for (YamlValue element :
        words.find(word).map(list -> list.list(words.name(word), "[a, b]")).orElse(List.of())) {
      String name = element.text("an element of " + words.name(word));
      checkIsColumn(name, words.name(word), element.place());
      if (names.contains(name)) {
        throw element
            .place()
            .fault(words.name(word) + " names " + name + " twice", "remove one of them");
      }
      names.add(name);
    }
    return names;
  }

  private void checkIsColumn(String name, String word, Place place) {
    if (!byName.containsKey(name)) {
      throw place.fault(
          word + " names " + YamlScalar.quoted(name) + ", which is no column",
          Hints.meant(
              name, byName.keySet(), "the columns are " + String.join(", ", byName.keySet())));
    }
  }

  /** A column that is there. */
  Column get(String name) {
    return Objects.requireNonNull(byName.get(name), name);
  }

  /** All, in the order of the file. */
  List<Column> all() {
    return List.copyOf(byName.values());
  }
}
