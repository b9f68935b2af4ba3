package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.TimeFormat;
import io.geostream.consumer.tool.mapping.infer.Texts.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a column would read the values of a place.
 *
 * @param words of the column in the mapping, except its source
 * @param values how often there is a value, words for "no value" aside
 * @param seen for a person: what was seen there
 */
record Reading(ColumnType type, List<String> words, long values, List<String> seen) {

  private static final int MOST_EXAMPLES = 3;

  /** A column of a type, and nothing else. */
  static Reading plain(ColumnType type, SeenValues place, String... seen) {
    return new Reading(type, List.of("type: " + type), place.values(), List.of(seen));
  }

  /**
   * Chooses: jsonb where values of several kinds were seen.
   *
   * @param name of the place
   */
  static Reading of(String name, SeenValues place) {
    Texts texts = place.texts();
    Numbers numbers = place.numbers();
    if (place.objects() + place.arrays() > 0) {
      return json(place);
    }
    if (place.hasBooleans() || texts.areAll(Kind.BOOLEAN)) {
      boolean coerce = numbers.count() + texts.count(Kind.BOOLEAN) > 0;
      return texts.haveNoneBut(Kind.BOOLEAN) && numbers.areBits()
          ? of(ColumnType.BOOLEAN, place, "", coerce ? "booleans in other words" : "")
          : json(place);
    }
    if (numbers.count() > 0) {
      return texts.haveNoneBut(Kind.NUMBER) ? number(name, place) : json(place);
    }
    if (texts.areAll(Kind.NUMBER) && !Roles.isName(name)) {
      return number(name, place);
    }
    if (texts.areAll(Kind.TIME, Kind.LOCAL_TIME)) {
      boolean local = texts.count(Kind.LOCAL_TIME) > 0;
      return of(
          ColumnType.TIMESTAMPTZ,
          place,
          local ? "zone: UTC" : "",
          "",
          texts.timeRange(),
          local ? "without an offset: is the zone right?" : "");
    }
    return texts.areAll(Kind.UUID)
        ? of(ColumnType.UUID, place, "", "", examples(place))
        : plain(ColumnType.TEXT, place, examples(place));
  }

  private static Reading json(SeenValues place) {
    return plain(ColumnType.JSONB, place, place.kinds());
  }

  private static Reading number(String name, SeenValues place) {
    Numbers numbers = place.numbers();
    String coerced = place.texts().count(Kind.NUMBER) > 0 ? "numbers in texts" : "";
    return numbers
        .epoch()
        .filter(format -> Roles.timeRank(name) > 0)
        .map(format -> epoch(format, place, coerced))
        .orElseGet(() -> of(numbers.type(), place, "", coerced, numbers.range()));
  }

  private static Reading epoch(TimeFormat format, SeenValues place, String coerced) {
    return of(
        ColumnType.TIMESTAMPTZ, place, "format: " + format, coerced, place.numbers().range(format));
  }

  private static Reading of(
      ColumnType type, SeenValues place, String word, String coerced, String... seen) {
    List<String> absent = place.texts().absent();
    List<String> words = new ArrayList<>(List.of("type: " + type, word));
    words.add(absent.isEmpty() ? "" : "missing: " + Yaml.list(absent));
    words.add(coerced.isEmpty() ? "" : "coerce: true");
    List<String> all = new ArrayList<>(List.of(seen));
    all.add(coerced);
    return new Reading(
        type, nonEmpty(words), place.values() - place.texts().count(Kind.ABSENT), nonEmpty(all));
  }

  private static List<String> nonEmpty(List<String> texts) {
    return texts.stream().filter(text -> !text.isEmpty()).toList();
  }

  private static String examples(SeenValues place) {
    int distinct = place.distinct().size();
    String examples =
        place.distinct().stream()
            .filter(text -> !Texts.isAbsent(text))
            .limit(MOST_EXAMPLES)
            .map(text -> '"' + Yaml.cut(text) + '"')
            .collect(Collectors.joining(", "));
    if (distinct == 1) {
      return examples.isEmpty() ? "always the same" : "always " + examples;
    }
    return (distinct > SeenValues.MOST_DISTINCT ? "over " + SeenValues.MOST_DISTINCT : distinct)
        + " different"
        + (examples.isEmpty() ? "" : ", such as " + examples);
  }
}
