package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Hypertable;
import io.geostream.common.mapping.Source;
import io.geostream.common.mapping.TimeFormat;
import io.geostream.consumer.tool.mapping.infer.Inferred.InferredColumn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A mapping that was inferred, as its file. */
public final class MappingText {

  private static final int WIDEST_NAME = 24;
  private static final int WIDEST_COLUMN = 60;

  private final StringBuilder text = new StringBuilder();

  private MappingText() {}

  /**
   * Infers a mapping.
   *
   * @param title what the table could be called
   * @param origin where the messages are from, for people
   * @return the file; empty if no message is an object, or an array of objects
   */
  public static Optional<String> of(Profile profile, String title, String origin) {
    return Inference.of(profile, title, origin).map(mapping -> new MappingText().print(mapping));
  }

  private String print(Inferred mapping) {
    comments(mapping.about());
    line("table: " + Yaml.text(mapping.table()));
    comments(mapping.aboutTime());
    line("time: " + Yaml.text(mapping.time()));
    comments(mapping.aboutKey());
    mapping.key().ifPresent(key -> line("key: " + Yaml.text(key)));
    mapping.each().ifPresent(each -> line("each: " + Yaml.text(each)));
    line("columns:");
    int width =
        mapping.columns().stream()
            .mapToInt(column -> Yaml.text(column.name()).length() + 1)
            .filter(length -> length <= WIDEST_NAME)
            .max()
            .orElse(0);
    mapping.columns().forEach(column -> column(column, width));
    if (!mapping.leftOut().isEmpty()) {
      line("# Not mapped:");
      comments(mapping.leftOut().stream().map(each -> "  " + each).toList());
    }
    if (mapping.measurements().size() > 1) {
      line("# With this a message needs at least one of them:");
      comments(List.of("any-of: " + Yaml.list(mapping.measurements())));
    }
    hypertable(mapping.key());
    return text.toString();
  }

  private void column(InferredColumn column, int width) {
    String yaml = "  " + pad(Yaml.text(column.name()) + ":", width) + " {" + words(column) + "}";
    line(
        column.about().isEmpty()
            ? yaml
            : pad(yaml, WIDEST_COLUMN) + "  # " + Shown.comment(column.about()));
  }

  private static String words(InferredColumn column) {
    Typed typed = column.typed();
    StringJoiner words = new StringJoiner(", ");
    Source source = column.source();
    if (!source.toString().equals("/" + column.name())) {
      words.add("from: " + Yaml.text(source.toString()));
    }
    words.add("type: " + typed.type());
    if (typed.type() == ColumnType.TIMESTAMPTZ && typed.format() != TimeFormat.ISO) {
      words.add("format: " + typed.format());
    }
    if (typed.local()) {
      words.add("zone: UTC");
    }
    if (!typed.missing().isEmpty()) {
      words.add("missing: " + Yaml.list(typed.missing()));
    }
    if (typed.coerce()) {
      words.add("coerce: true");
    }
    return words.toString();
  }

  /** What holds without it, to be changed. */
  private void hypertable(Optional<String> key) {
    line("# How the table is made if it is not there:");
    line("# hypertable:");
    line("#   chunk: " + Hypertable.USUAL_CHUNK);
    line("#   segment-by: " + key.map(name -> Yaml.list(List.of(name))).orElse("[]"));
    line("#   columnstore-after: 1 day   # without it: never");
    line("#   drop-after: 1 year         # without it: never");
  }

  private void comments(List<String> comments) {
    comments.forEach(comment -> line("# " + Shown.comment(comment)));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
  }

  /** Scalars as YAML has them, in one line. */
  private static final class Yaml {

    private static final String PLAIN = "[/$]?[A-Za-z_][A-Za-z0-9_/.-]*";
    private static final String OTHER_WORD = "(?i)true|false|null";

    static String list(List<String> texts) {
      return texts.stream().map(Yaml::text).collect(Collectors.joining(", ", "[", "]"));
    }

    static String text(String text) {
      return text.matches(PLAIN) && !text.matches(OTHER_WORD) ? text : quoted(text);
    }

    private static String quoted(String text) {
      StringBuilder quoted = new StringBuilder("\"");
      text.codePoints()
          .forEach(
              c -> {
                if (c == '"' || c == '\\') {
                  quoted.append('\\').appendCodePoint(c);
                } else if ((c >= ' ' && c < 0x7f) || Character.isLetterOrDigit(c)) {
                  quoted.appendCodePoint(c);
                } else {
                  quoted.append(String.format(Locale.ROOT, "\\U%08x", c));
                }
              });
      return quoted.append('"').toString();
    }
  }
}
