package io.geostream.consumer.tool.mapping.infer;

import io.geostream.consumer.tool.mapping.infer.SeenTexts.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.StringJoiner;

/** What was seen at a place, in a line. */
final class Remarks {

  private Remarks() {}

  static String of(Leaf leaf) {
    StringJoiner remarks = new StringJoiner("; ");
    Typed typed = leaf.typed();
    Seen seen = leaf.seen();
    if (!typed.remark().isEmpty()) {
      remarks.add(typed.remark());
    }
    switch (typed.type()) {
      case TIMESTAMPTZ -> remarks.add(times(seen.times()));
      case TEXT, UUID -> remarks.add(texts(seen));
      case BOOLEAN, JSONB -> {}
      default -> numbers(seen, remarks);
    }
    if (typed.coerce()) {
      remarks.add(
          seen.texts().count(Kind.NUMBER) > 0 ? "numbers in texts" : "booleans in other words");
    }
    if (typed.local()) {
      remarks.add("without an offset: is the zone right?");
    }
    if (!leaf.isAlwaysThere()) {
      remarks.add(percent(leaf) + " % missing or null");
    }
    return remarks.toString();
  }

  private static long percent(Leaf leaf) {
    return Math.min(99, Math.max(1, Math.round(100 * (1 - leaf.share()))));
  }

  static String times(SeenTimes times) {
    return time(times.least()) + "…" + time(times.most());
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static String texts(Seen seen) {
    String examples = Shown.quoted(seen.texts().examples());
    int distinct = seen.distinct();
    String count = distinct > Seen.MOST_DISTINCT ? "over " + Seen.MOST_DISTINCT : "" + distinct;
    return distinct == 1
        ? "always " + Shown.quoted(seen.texts().examples())
        : count + " different" + (examples.isEmpty() ? "" : ", such as " + examples);
  }

  private static void numbers(Seen seen, StringJoiner remarks) {
    SeenNumbers numbers = seen.numbers();
    BigDecimal least = numbers.least();
    BigDecimal most = numbers.most();
    if (least == null || most == null) {
      remarks.add("very large numbers");
      return;
    }
    remarks.add(least.compareTo(most) == 0 ? "always " + least : least + "…" + most);
    for (Map.Entry<BigDecimal, Long> each : numbers.sentinels().entrySet()) {
      remarks.add(
          "%s × %s: missing: [%s]?".formatted(each.getValue(), each.getKey(), each.getKey()));
    }
  }
}
