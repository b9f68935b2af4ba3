package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.mapping.ColumnType;
import io.geostream.common.mapping.JsonPointer;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.Source;
import io.geostream.consumer.tool.mapping.infer.Inferred.InferredColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a mapping of what messages look like: the same one of the same messages. */
final class Inference {

  private static final Set<String> OUR_TABLES = Set.of("geospatial_metrics", "kafka_offsets");
  private static final String RECORD_TIME = "time";
  private static final int MOST_CANDIDATES = 5;
  private static final int MOST_LEFT_OUT = 100;

  private static final Comparator<Leaf> BEST_TIME =
      Comparator.comparing(Leaf::ofMessage)
          .thenComparing(leaf -> -TimeNames.rank(leaf.name()))
          .thenComparing(leaf -> leaf.tokens().size());

  private static final Comparator<Leaf> BEST_KEY =
      Comparator.<Leaf>comparingInt(leaf -> -Keys.rank(leaf.name()))
          .thenComparing(leaf -> -leaf.seen().distinct())
          .thenComparing(leaf -> leaf.tokens().size());

  private final Profile profile;
  private final Rows rows;
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final Optional<Leaf> time;
  private final Optional<Leaf> key;

  private Inference(Profile profile) {
    this.profile = profile;
    this.rows = Rows.of(profile.root());
    if (rows.each().isPresent() && !rows.each().get().isEmpty()) {
      add(Leaves.ofMessages(profile.root(), rows.each().get()));
    }
    add(Leaves.ofRows(rows.row()));
    this.time = times().findFirst();
    this.key = keys().filter(leaf -> leaf.mayBeKey(rows.count())).findFirst();
  }

  private void add(Leaves more) {
    leaves.addAll(more.found());
    leftOut.addAll(more.leftOut());
  }

  /**
   * Infers.
   *
   * @param title what the table could be called
   * @param origin where the messages are from, for people
   * @return empty if no message is an object, or an array of objects
   */
  static Optional<Inferred> of(Profile profile, String title, String origin) {
    Inference inference = new Inference(profile);
    return inference.rows.count() == 0
        ? Optional.empty()
        : Optional.of(inference.inferred(title, origin));
  }

  private Stream<Leaf> times() {
    return leaves.stream().filter(leaf -> leaf.isTime() && leaf.isAlwaysThere()).sorted(BEST_TIME);
  }

  private Stream<Leaf> keys() {
    return leaves.stream().filter(Leaf::isKeyByName).sorted(BEST_KEY);
  }

  private Inferred inferred(String title, String origin) {
    List<Leaf> chosen = chosen();
    Set<String> taken = time.isPresent() ? Set.of() : Set.of(RECORD_TIME);
    List<String> names = ColumnNames.of(chosen, taken);
    List<InferredColumn> columns = new ArrayList<>();
    if (time.isEmpty()) {
      columns.add(recordTime());
    }
    for (int at = 0; at < chosen.size(); at++) {
      Leaf leaf = chosen.get(at);
      columns.add(new InferredColumn(names.get(at), leaf.source(), leaf.typed(), Remarks.of(leaf)));
    }
    return new Inferred(
        new Notes(profile, rows).about(origin, chosen),
        table(title),
        time.map(leaf -> names.get(chosen.indexOf(leaf))).orElse(RECORD_TIME),
        Notes.ofTime(time, candidates(times(), time)),
        key.map(leaf -> names.get(chosen.indexOf(leaf))),
        Notes.ofKey(key, candidates(keys(), key), profile.keys()),
        rows.each().map(tokens -> new JsonPointer(tokens).toString()),
        columns,
        measurements(chosen, names),
        leftOut);
  }

  private static InferredColumn recordTime() {
    return new InferredColumn(
        RECORD_TIME,
        Source.Part.TIMESTAMP,
        Typed.plain(ColumnType.TIMESTAMPTZ, 0),
        "no time is in every message: the record's own");
  }

  /** The time, the key, and the others in their order: the most present of them if too many. */
  private List<Leaf> chosen() {
    List<Leaf> chosen = new ArrayList<>();
    time.ifPresent(chosen::add);
    key.ifPresent(chosen::add);
    List<Leaf> others =
        new ArrayList<>(leaves.stream().filter(leaf -> !chosen.contains(leaf)).toList());
    int room = Mapping.MAX_COLUMNS - chosen.size() - (time.isPresent() ? 0 : 1);
    if (others.size() > room) {
      Set<Leaf> kept =
          new HashSet<>(
              others.stream()
                  .sorted(Comparator.comparingDouble(leaf -> -leaf.share()))
                  .limit(room)
                  .toList());
      others.stream()
          .filter(leaf -> !kept.contains(leaf))
          .limit(MOST_LEFT_OUT)
          .forEach(
              leaf ->
                  leftOut.add(
                      leaf.source()
                          + ": a mapping has at most "
                          + Mapping.MAX_COLUMNS
                          + " columns, and others are more often there"));
      others.retainAll(kept);
    }
    chosen.addAll(others);
    return chosen;
  }

  private static List<String> candidates(Stream<Leaf> all, Optional<Leaf> chosen) {
    return all.filter(leaf -> !chosen.equals(Optional.of(leaf)))
        .limit(MOST_CANDIDATES)
        .map(leaf -> leaf.source() + " (" + leaf.seen().distinct() + " different)")
        .toList();
  }

  /** The columns of measurements, if there are rows that lack any of them. */
  private static List<String> measurements(List<Leaf> chosen, List<String> names) {
    List<String> measurements = new ArrayList<>();
    for (int at = 0; at < chosen.size(); at++) {
      if (chosen.get(at).isMeasurement() && !chosen.get(at).ofMessage()) {
        if (chosen.get(at).isAlwaysThere()) {
          return List.of();
        }
        measurements.add(names.get(at));
      }
    }
    return measurements;
  }

  private static String table(String title) {
    String name = NameWords.identifier(NameWords.snake(title));
    return OUR_TABLES.contains(name) ? name + "_2" : name.equals("_") ? "messages" : name;
  }
}
