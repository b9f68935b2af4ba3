package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.Hypertable;
import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Mapping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Infers a mapping from messages and writes its file. The same messages always give the same file.
 */
public final class MappingText {

  private static final String BUILT_IN = "geospatial_metrics";
  private static final int MOST_OTHERS = 3;
  private static final int WIDEST_NAME = 24;
  private static final int WIDEST_COLUMN = 60;

  private static final Comparator<Leaf> BEST_TIME =
      Comparator.comparing(Leaf::isOfMessage)
          .thenComparing(Leaf::timeRank, Comparator.reverseOrder())
          .thenComparing(leaf -> leaf.tokens().size());

  private static final Comparator<Leaf> BEST_KEY =
      Comparator.comparingInt(Leaf::keyRank)
          .thenComparing(Leaf::distinct)
          .reversed()
          .thenComparing(leaf -> leaf.tokens().size());

  private final StringBuilder text = new StringBuilder();
  private final List<String> leftOut = new ArrayList<>();
  private final Profile profile;
  private final Rows rows;
  private final List<Leaf> times;
  private final List<Leaf> keys;
  private final Optional<Leaf> key;
  private final List<Leaf> columns;
  private final List<String> names;

  private MappingText(Profile profile, Rows rows) {
    this.profile = profile;
    this.rows = rows;
    List<Leaf> leaves = leaves();
    this.times = leaves.stream().filter(Leaf::isTime).sorted(BEST_TIME).toList();
    this.keys = leaves.stream().filter(Leaf::isKey).sorted(BEST_KEY).toList();
    this.key = keys.stream().filter(Leaf::repeats).findFirst();
    List<Leaf> wanted = new ArrayList<>();
    wanted.add(times.isEmpty() ? Leaf.recordTime() : times.get(0));
    key.ifPresent(wanted::add);
    leaves.stream().filter(leaf -> !wanted.contains(leaf)).forEach(wanted::add);
    this.columns = wanted.stream().limit(Mapping.MAX_COLUMNS).toList();
    wanted.stream()
        .skip(columns.size())
        .forEach(
            leaf ->
                leftOut.add(
                    leaf.source() + ": a mapping has at most " + columns.size() + " columns"));
    this.names = Names.ofColumns(columns.stream().map(Leaf::tokens).toList());
  }

  private List<Leaf> leaves() {
    List<Leaf> leaves = new ArrayList<>();
    if (rows.each().filter(each -> !each.isEmpty()).isPresent()) {
      leaves.addAll(Leaf.below(profile.root(), true, leftOut));
      leaves.removeIf(leaf -> rows.each().equals(Optional.of(leaf.tokens())));
    }
    leaves.addAll(Leaf.below(rows.row(), false, leftOut));
    return leaves;
  }

  /**
   * Infers a mapping.
   *
   * @param title what the table could be called
   * @param origin where the messages are from, for people
   * @return the file; empty if no message is an object, or an array of objects
   */
  public static Optional<String> of(Profile profile, String title, String origin) {
    Rows rows = Rows.of(profile.root());
    return rows.row().objects() == 0
        ? Optional.empty()
        : Optional.of(new MappingText(profile, rows).print(title, origin));
  }

  private String print(String title, String origin) {
    about(origin);
    line("table: " + Yaml.text(table(title)));
    others("It could also be ", times, Optional.of(columns.get(0)));
    comment(
        "A message whose time is older than --max-age (30d by default) or newer than --max-ahead (1h) against its record is a dead letter.");
    line("time: " + Yaml.text(names.get(0)));
    if (key.isEmpty()) {
      comment("key: none, as nothing was found that identifies devices.");
    }
    others("A key could be ", keys, key);
    Optional<String> keyName = key.map(columns::indexOf).map(names::get);
    keyName.ifPresent(name -> line("key: " + Yaml.text(name)));
    rows.each().ifPresent(each -> line("each: " + Yaml.text(new JsonPointer(each).toString())));
    rows.others()
        .forEach(
            tokens ->
                comment(
                    "Each element of an array could be a row: each: "
                        + Yaml.text(new JsonPointer(tokens).toString())));
    columns();
    if (!leftOut.isEmpty()) {
      comment("Not mapped:");
      leftOut.forEach(each -> comment("  " + each));
    }
    hypertable(keyName);
    return text.toString();
  }

  private void about(String origin) {
    comment(
        "Inferred from %s messages of %s: %s rows."
            .formatted(profile.messages(), origin, rows.row().objects()));
    comment("Look at table, time and key; then mapping check, mapping try and mapping sql.");
    long others = profile.messages() - rows.messages();
    if (others > 0) {
      comment(others + " of them would be dead letters: no JSON, or JSON of another kind.");
    }
    profile.fault().ifPresent(fault -> comment("The first that is no JSON: " + fault));
    if (columns.stream().anyMatch(leaf -> leaf.reading().type() == ColumnType.BIGINT)) {
      comment(
          "A bigint takes whole numbers only, as all were: make it double precision where a fraction may come.");
    }
  }

  private void others(String words, List<Leaf> candidates, Optional<Leaf> chosen) {
    String others =
        candidates.stream()
            .filter(leaf -> !chosen.equals(Optional.of(leaf)) && leaf.distinct() > 1)
            .limit(MOST_OTHERS)
            .map(leaf -> leaf.source() + " (" + leaf.distinct() + " different)")
            .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      comment(words + others + ".");
    }
  }

  private void columns() {
    line("columns:");
    int width =
        names.stream()
            .mapToInt(name -> Yaml.text(name).length() + 1)
            .filter(length -> length <= WIDEST_NAME)
            .max()
            .orElse(0);
    for (int at = 0; at < columns.size(); at++) {
      String name = names.get(at);
      column(pad(Yaml.text(name) + ":", width), name, columns.get(at));
    }
  }

  private void column(String begin, String name, Leaf leaf) {
    List<String> words = new ArrayList<>(leaf.reading().words());
    if (!leaf.source().toString().equals("/" + name)) {
      words.add(0, "from: " + Yaml.text(leaf.source().toString()));
    }
    List<String> seen = new ArrayList<>(leaf.reading().seen());
    if (!leaf.isAlwaysThere()) {
      seen.add(leaf.percentMissing() + " % missing or null");
    }
    String column = "  %s {%s}".formatted(begin, String.join(", ", words));
    line(
        seen.isEmpty()
            ? column
            : pad(column, WIDEST_COLUMN) + "  " + Yaml.comment(String.join("; ", seen)));
  }

  /** A hypertable in comments, ready to be edited. */
  private void hypertable(Optional<String> key) {
    line("# How the table is made if it is not there:");
    line("# hypertable:");
    line("#   chunk: " + Hypertable.USUAL_CHUNK);
    line("#   segment-by: " + Yaml.list(key.stream().toList()));
    line("#   columnstore-after: 1 day   # without it: never");
    line("#   drop-after: 1 year         # without it: never");
  }

  /** Not the built-in one: that has migrations. */
  private static String table(String title) {
    String name = Names.identifier(List.of(title), "");
    return name.equals(BUILT_IN) ? name + "_2" : name;
  }

  private void comment(String comment) {
    line(Yaml.comment(comment));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
  }
}
