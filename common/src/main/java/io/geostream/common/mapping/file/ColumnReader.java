package io.geostream.common.mapping.file;

import io.geostream.common.mapping.Absent;
import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.TimeFormat;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one column. */
final class ColumnReader {

  static final List<String> WORDS =
      List.of(
          "from",
          "type",
          "format",
          "zone",
          "required",
          "missing",
          "coerce",
          "default",
          "range",
          "length",
          "control");

  private final String name;
  private final boolean always;
  private final Words words;

  /**
   * Reads the words of a column.
   *
   * @param always whether it is the time or the key, which each row has
   */
  ColumnReader(String name, YamlValue value, boolean always) {
    this.name = name;
    this.always = always;
    this.words = new Words(value.map("column " + name, "{type: double precision}"), name, WORDS);
  }

  Column read() {
    ColumnType type = TypeWords.read(words);
    refuseUnless(type == ColumnType.TIMESTAMPTZ, type, "format", "timestamptz");
    refuseUnless(type == ColumnType.TIMESTAMPTZ, type, "zone", "timestamptz");
    refuseUnless(type.isNumber(), type, "range", "numbers");
    refuseUnless(type == ColumnType.TEXT, type, "length", "text");
    refuseUnless(type == ColumnType.TEXT, type, "control", "text");
    TimeFormat format = words.choice("format", TimeFormat.values()).orElse(TimeFormat.ISO);
    boolean isNumber = type.isNumber() || format != TimeFormat.ISO;
    refuseUnless(
        isNumber || type == ColumnType.BOOLEAN || type == ColumnType.TEXT,
        type,
        "coerce",
        "numbers, booleans and text");
    boolean required = required();
    Column column =
        new Column(
            name,
            Sources.read(words, name),
            type,
            format,
            zone(format),
            required,
            absent(),
            words.isTrue("coerce"),
            fallback(type, required),
            Bounds.range(words),
            Bounds.length(words),
            refusesControls());
    SourceTypes.check(column, words);
    return column;
  }

  private void refuseUnless(boolean fits, ColumnType type, String word, String types) {
    if (words.has(word) && !fits) {
      throw words.fault(
          word, "does not go with type " + type, "it is for " + types + "; remove it");
    }
  }

  private Optional<ZoneId> zone(TimeFormat format) {
    Optional<String> zone = words.text("zone");
    if (zone.isPresent() && format != TimeFormat.ISO) {
      throw words.fault(
          "zone", "does not go with format " + format, "such a number has no zone; remove it");
    }
    return zone.map(
        id -> {
          Set<String> known = ZoneId.getAvailableZoneIds();
          if (!known.contains(id)) {
            throw words.fault(
                "zone",
                "is " + YamlScalar.quoted(id) + ", which is no IANA zone",
                Hints.meant(id, known, "it has to be one such as Europe/Berlin"));
          }
          return ZoneId.of(id);
        });
  }

  private boolean required() {
    boolean stated = words.isTrue("required");
    if (always && words.has("required") && !stated) {
      throw words.fault("required", "is false, but time and key are always required", "remove it");
    }
    return always || stated;
  }

  private Absent absent() {
    Set<String> texts = new HashSet<>();
    List<BigDecimal> numbers = new ArrayList<>();
    String word = words.name("missing");
    for (YamlValue value :
        words.find("missing").map(list -> list.list(word, "[NA, -999]")).orElse(List.of())) {
      String element = "an element of " + word;
      if (!(value instanceof YamlScalar scalar)) {
        throw value.fault(element, "it has to be a text or a number");
      }
      switch (scalar.kind()) {
        case TEXT -> texts.add(scalar.text(element));
        case NUMBER -> numbers.add(scalar.number(element));
        case NULL -> throw scalar.fault(element, "remove it: null is always missing");
        case BOOLEAN -> throw scalar.fault(element, "it has to be a text or a number");
      }
    }
    return new Absent(texts, numbers);
  }

  private Optional<String> fallback(ColumnType type, boolean required) {
    if (required && words.has("default")) {
      throw words.fault(
          "default",
          "is never used, as " + (always ? "time and key are" : name + " is") + " required",
          always ? "remove it" : "remove it, or required");
    }
    return words.find("default").map(value -> fallback(type, value));
  }

  private String fallback(ColumnType type, YamlValue value) {
    String word = words.name("default");
    if (!(value instanceof YamlScalar) && type != ColumnType.JSONB) {
      throw value.fault(word, "only jsonb takes one; it has to be a value of type " + type);
    }
    if (value instanceof YamlScalar scalar && scalar.kind() == YamlScalar.Kind.NULL) {
      throw value.fault(word, "remove it: without a default, what is missing is NULL");
    }
    return JsonText.of(value, word);
  }

  private boolean refusesControls() {
    return words
        .text("control")
        .map(
            text ->
                switch (text) {
                  case "keep" -> false;
                  case "refuse" -> true;
                  default -> throw words.unknown("control", text, List.of("keep", "refuse"));
                })
        .orElse(false);
  }
}
