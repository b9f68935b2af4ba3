package io.geostream.common.mapping.file;

import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.OnConflict;
import io.geostream.common.mapping.TableName;
import java.util.List;
import java.util.Optional;

/** Reads a mapping from a file's tree. */
final class MappingReader {

  static final List<String> WORDS =
      List.of(
          "table",
          "time",
          "key",
          "each",
          "columns",
          "any-of",
          "unique",
          "on-conflict",
          "hypertable");

  /** The most columns of an index in PostgreSQL. */
  private static final int MAX_INDEXED = 32;

  private final Words words;

  MappingReader(YamlValue file) {
    this.words = new Words(file.map("the file", "{table: …, time: …, columns: …}"), "", WORDS);
  }

  Mapping read() {
    TableName table = table();
    String time = words.get("time", "time: COLUMN").text("time");
    Optional<String> key = words.text("key");
    Optional<JsonPointer> each =
        words.text("each").map(text -> words.parse("each", text, JsonPointer::parse));
    Columns columns = Columns.read(words, time, key);
    List<String> anyOf = anyOf(columns);
    List<String> unique = unique(columns, time);
    Mapping mapping =
        new Mapping(
            table,
            columns.all(),
            time,
            key,
            each,
            anyOf,
            unique,
            onConflict(unique),
            HypertableReader.read(words, columns, time));
    columns.checkDecoder(mapping);
    return mapping;
  }

  private TableName table() {
    YamlValue value = words.get("table", "table: NAME");
    TableName table = words.parse("table", value.text("table"), TableName::parse);
    table.schema().ifPresent(schema -> Names.checkSchema(schema, value.place()));
    Names.check(table.name(), "table", value.place());
    return table;
  }

  private List<String> anyOf(Columns columns) {
    List<String> names = columns.named(words, "any-of");
    for (String name : names) {
      if (columns.get(name).required()) {
        throw words.fault(
            "any-of",
            "names " + name + ", which is required, so that it means nothing",
            "remove " + name + " from it");
      }
    }
    if (names.isEmpty() && words.has("any-of")) {
      throw words.fault("any-of", "is empty", "remove it, or name columns");
    }
    return names;
  }

  private List<String> unique(Columns columns, String time) {
    List<String> names = columns.named(words, "unique");
    for (String name : names) {
      if (!columns.get(name).required()) {
        throw words.fault(
            "unique", "names " + name + ", which may be missing", "add required: true to " + name);
      }
    }
    if (names.size() > MAX_INDEXED) {
      throw words.fault(
          "unique", "has " + names.size() + " columns", "an index has at most " + MAX_INDEXED);
    }
    if (words.has("unique") && !names.contains(time)) {
      throw words.fault("unique", "lacks the time", "add " + time);
    }
    return names;
  }

  private OnConflict onConflict(List<String> unique) {
    OnConflict choice = words.choice("on-conflict", OnConflict.values()).orElse(OnConflict.REFUSE);
    if (choice != OnConflict.REFUSE && unique.isEmpty()) {
      throw words.fault(
          "on-conflict", "is " + choice + " without unique", "add unique: with columns");
    }
    return choice;
  }
}
