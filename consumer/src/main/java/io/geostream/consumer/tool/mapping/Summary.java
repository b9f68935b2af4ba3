package io.geostream.consumer.tool.mapping;

import io.geostream.common.mapping.Column;
import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Hypertable;
import io.geostream.common.mapping.Identifiers;
import io.geostream.common.mapping.Length;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.Range;
import io.geostream.common.mapping.Source;
import io.geostream.common.mapping.TimeFormat;
import io.geostream.common.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** What a mapping means, in a few lines. */
record Summary(Mapping mapping) {

  /** The lines, each printable. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "A message becomes %s of %s, by %s%s:"
            .formatted(
                rows(),
                mapping.table(),
                name(mapping.time()),
                mapping.key().map(key -> " and " + name(key)).orElse("")));
    int names = width(mapping.columns().stream().map(column -> name(column.name())).toList());
    int sources = width(mapping.columns().stream().map(Summary::source).toList());
    mapping.columns().forEach(column -> lines.add(line(column, names, sources)));
    if (!mapping.anyOf().isEmpty()) {
      lines.add("At least one is there of " + names(mapping.anyOf()) + ".");
    }
    if (!mapping.unique().isEmpty()) {
      lines.add("There is one row for each " + names(mapping.unique()) + "; " + conflict() + ".");
    }
    lines.add("If --migrate auto makes the table: " + hypertable() + ".");
    return lines.stream().map(Printable::oneLine).toList();
  }

  private String rows() {
    return mapping
        .each()
        .map(
            each ->
                each.tokens().isEmpty()
                    ? "a row for each element of it, an array,"
                    : "a row for each element of " + each)
        .orElse("a row");
  }

  private static String line(Column column, int names, int sources) {
    String blanks = " ".repeat(names - name(column.name()).length());
    String source = source(column);
    return "  %s%s ← %s%s  %s"
        .formatted(
            name(column.name()),
            blanks,
            source,
            " ".repeat(sources - source.length()),
            rules(column));
  }

  private static String rules(Column column) {
    StringJoiner rules = new StringJoiner(", ");
    rules.add(column.type().word());
    if (column.type() == ColumnType.TIMESTAMPTZ && column.format() != TimeFormat.ISO) {
      rules.add(column.format().toString());
    }
    column.zone().ifPresent(zone -> rules.add("zone " + zone));
    if (column.required()) {
      rules.add("required");
    }
    List<String> absent = new ArrayList<>();
    column.absent().texts().stream().sorted().forEach(text -> absent.add('"' + text + '"'));
    column.absent().numbers().forEach(number -> absent.add(number.toPlainString()));
    if (!absent.isEmpty()) {
      rules.add("missing if " + String.join(" or ", absent));
    }
    if (column.coerce()) {
      rules.add("coerced");
    }
    column.fallback().ifPresent(value -> rules.add("else " + value));
    if (!column.range().equals(Range.ANY)) {
      rules.add(column.range().toString());
    }
    if (!column.length().equals(Length.ANY)) {
      rules.add(column.length() + " characters");
    }
    if (column.refusesControls()) {
      rules.add("no control characters");
    }
    return rules.toString();
  }

  private static String source(Column column) {
    Source source = column.source();
    return source instanceof Source.OfRow row && row.pointer().tokens().isEmpty()
        ? "the whole"
        : source.toString();
  }

  private String conflict() {
    return switch (mapping.onConflict()) {
      case REFUSE -> "a second one is a dead letter";
      case IGNORE -> "the first one stays";
      case UPDATE -> "a later one replaces it";
    };
  }

  private String hypertable() {
    Hypertable hypertable = mapping.hypertable();
    StringJoiner words = new StringJoiner(", ");
    words.add("chunks of " + mapping.chunk());
    words.add(
        mapping.segmentBy().isEmpty()
            ? "no segment-by"
            : "segment-by " + names(mapping.segmentBy()));
    words.add(
        hypertable
            .columnstoreAfter()
            .map(after -> "columnstore after " + after)
            .orElse("no columnstore policy"));
    words.add(
        hypertable.dropAfter().map(after -> "dropped after " + after).orElse("never dropped"));
    return words.toString();
  }

  private static String names(List<String> names) {
    return names.stream().map(Summary::name).collect(Collectors.joining(", "));
  }

  private static String name(String column) {
    return Identifiers.shown(column);
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }
}
