package io.geostream.common.mapping.file;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.text.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The columns of a file, which its other words name. */
final class Columns {

  private static final String EXAMPLE = "{temperature: {type: double precision}}";

  private final Map<String, Column> byName = new LinkedHashMap<>();

  private Columns() {}

  /** Reads the word {@code columns}, and checks those that are the time and the key. */
  static Columns read(Words words, String time, Optional<String> key) {
    YamlMap map = words.get("columns", "columns: " + EXAMPLE).map("columns", EXAMPLE);
    if (map.members().isEmpty()) {
      throw words.fault("columns", "is empty", "it has columns, such as " + EXAMPLE);
    }
    Columns columns = new Columns();
    map.members().forEach((name, member) -> columns.add(name, member, name.equals(time), key));
    columns.checkIsColumn(words, "time", time);
    key.ifPresent(name -> columns.checkKey(words, name, time));
    return columns;
  }

  private void add(String name, YamlMap.Member member, boolean isTime, Optional<String> key) {
    Names.check(name, "column", member.place());
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
  }

  private void checkKey(Words words, String key, String time) {
    checkIsColumn(words, "key", key);
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
      checkIsColumn(words, word, name);
      if (names.contains(name)) {
        throw words.fault(word, "names " + name + " twice", "remove one of them");
      }
      names.add(name);
    }
    return names;
  }

  private void checkIsColumn(Words words, String word, String name) {
    if (!byName.containsKey(name)) {
      throw words.fault(
          word,
          "names " + YamlScalar.quoted(name) + ", which is no column",
          Spelling.nearest(name, byName.keySet())
              .map(near -> "did you mean " + near + "?")
              .orElse("the columns are " + String.join(", ", byName.keySet())));
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
