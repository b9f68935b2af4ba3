package io.geostream.demo.page;

import io.geostream.demo.page.EventLog.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sees in two looks at the pipeline what happened between them. */
final class EventFinder {

  /** What is under way at any time is no lag: what comes in in this time. */
  private static final double UNDER_WAY_SECONDS = 1;

  private static final double FEW = 20;

  private final EventLog log;
  private @Nullable Flow before;
  private @Nullable Instant outageSince;
  private @Nullable Instant catchingUpSince;
  private double highestLag;

  EventFinder(EventLog log) {
    this.log = log;
  }

  /**
   * Looks.
   *
   * @param tableAnswers whether the page itself reaches the database
   */
  void look(Instant now, Flow flow, boolean tableAnswers) {
    Flow last = before;
    before = flow;
    findOutage(now, flow, tableAnswers);
    findCaughtUp(now, flow);
    if (last != null) {
      findDeadLetters(now, last, flow);
      findBatches(now, last, flow);
    }
  }

  private void findOutage(Instant now, Flow flow, boolean tableAnswers) {
    boolean outage = flow.outage().orElse(tableAnswers ? 0 : 1) > 0;
    Instant since = outageSince;
    if (outage && since == null) {
      outageSince = now;
      catchingUpSince = null;
      highestLag = 0;
      log.add(
          now,
          Kind.OUTAGE,
          "The database is away: the consumer keeps its place and tries again, Kafka keeps the readings");
    } else if (!outage && since != null) {
      outageSince = null;
      catchingUpSince = now;
      log.add(
          now,
          Kind.RECOVERY,
          "The consumer writes again, after %s%s".formatted(seconds(since, now), waited()));
    }
    highestLag = Math.max(highestLag, flow.lag().orElse(0));
  }

  private String waited() {
    return highestLag > 0
        ? String.format(Locale.ROOT, "; up to %,.0f readings waited in Kafka", highestLag)
        : "";
  }

  private void findCaughtUp(Instant now, Flow flow) {
    Instant since = catchingUpSince;
    if (since == null || flow.lag().isEmpty()) {
      return;
    }
    double underWay = Math.max(FEW, flow.in().orElse(0) * UNDER_WAY_SECONDS);
    if (flow.lag().getAsDouble() <= underWay && flow.out().orElse(0) > 0) {
      catchingUpSince = null;
      log.add(now, Kind.RECOVERY, "Caught up, %s after that".formatted(seconds(since, now)));
    }
  }

  private static String seconds(Instant from, Instant to) {
    return String.format(
        Locale.ROOT, "%.0f s", Math.max(1, Duration.between(from, to).toMillis() / 1000.0));
  }

  private void findDeadLetters(Instant now, Flow last, Flow flow) {
    Map<String, Double> came = new TreeMap<>();
    flow.deadLetters()
        .forEach(
            (code, count) -> {
              double more = count - last.deadLetters().getOrDefault(code, 0.0);
              if (more > 0) {
                came.put(code, more);
              }
            });
    if (!came.isEmpty() && !last.deadLetters().isEmpty()) {
      double sum = came.values().stream().mapToDouble(Double::doubleValue).sum();
      log.add(
          now,
          Kind.BAD_RECORDS,
          String.format(Locale.ROOT, "%,.0f bad records set aside as dead letters: ", sum)
              + came.entrySet().stream()
                  .map(it -> String.format(Locale.ROOT, "%s %,.0f", it.getKey(), it.getValue()))
                  .collect(Collectors.joining(", ")));
    }
  }

  private void findBatches(Instant now, Flow last, Flow flow) {
    double batches = flow.batches().orElse(0) - last.batches().orElse(Double.MAX_VALUE);
    double rows = flow.written().orElse(0) - last.written().orElse(Double.MAX_VALUE);
    if (batches > 0 && rows > 0) {
      log.addBatches(now, batches, rows);
    }
  }
}
