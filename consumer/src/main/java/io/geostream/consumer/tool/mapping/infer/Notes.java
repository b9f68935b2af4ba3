package io.geostream.consumer.tool.mapping.infer;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.mapping.ColumnType;
import io.geostream.consumer.tool.mapping.infer.SeenTexts.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person should know of an inferred mapping, a line each. */
record Notes(Profile profile, Rows rows) {

  private static final int FEW_KEYS = 2;

  /**
   * Of the whole.
   *
   * @param origin where the messages are from
   */
  List<String> about(String origin, List<Leaf> columns) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Inferred from %s messages of %s: %s rows."
            .formatted(profile.messages(), origin, rows.count()));
    notes.add("Look at table, time and key; then mapping check, mapping try and mapping sql.");
    BadRecord fault = profile.firstFault();
    if (fault != null) {
      notes.add(
          "%s of them are dead letters; the first: %s: %s"
              .formatted(profile.notJson(), fault.code(), fault.message()));
    }
    Seen root = profile.root();
    long rowMessages = isOfArrays() ? root.arrays() : root.objects();
    long others = root.values() + root.nulls() - rowMessages;
    if (others > 0) {
      notes.add(others + " of them are JSON of another kind, which would be dead letters.");
    }
    if (profile.isCut()) {
      notes.add(
          "There are more than %s places in them; only these were looked at."
              .formatted(Profile.MOST_PLACES));
    }
    if (columns.stream().anyMatch(leaf -> leaf.typed().type() == ColumnType.BIGINT)) {
      notes.add(
          "A bigint takes whole numbers only, as all were: make it double precision where a fraction may come.");
    }
    return notes;
  }

  private boolean isOfArrays() {
    return rows.each().filter(List::isEmpty).isPresent();
  }

  /** Of the time. */
  static List<String> ofTime(Optional<Leaf> time, List<String> others) {
    List<String> notes = new ArrayList<>();
    if (!others.isEmpty()) {
      notes.add("It could also be " + String.join(", ", others) + ".");
    }
    time.ifPresent(
        leaf -> {
          SeenTimes times = leaf.seen().times();
          notes.add(
              "A message whose time is older than --max-age (30d by default) or newer than --max-ahead (1h) against its record is a dead letter.");
          if (times.tooOld() + times.tooNew() > 0) {
            notes.add(
                "Of these %s are too old and %s too new, against now where there is no record."
                    .formatted(times.tooOld(), times.tooNew()));
          }
        });
    return notes;
  }

  /**
   * Of the key.
   *
   * @param recordKeys the keys of the records
   */
  static List<String> ofKey(Optional<Leaf> key, List<String> others, Seen recordKeys) {
    List<String> notes = new ArrayList<>();
    if (key.isEmpty()) {
      notes.add("key: none, as nothing that tells devices apart was found.");
    }
    if (!others.isEmpty()) {
      notes.add("A key could be " + String.join(", ", others) + ".");
    }
    if (recordKeys.nulls() == 0
        && recordKeys.values() >= (long) FEW_KEYS * recordKeys.distinct()
        && recordKeys.texts().count(Kind.ABSENT) == 0
        && recordKeys.distinct() <= Seen.MOST_DISTINCT) {
      notes.add(
          "The records' keys are %s different texts, such as %s: a column {from: $key, type: text} would have them."
              .formatted(recordKeys.distinct(), Shown.quoted(recordKeys.texts().examples())));
    }
    return notes;
  }
}
