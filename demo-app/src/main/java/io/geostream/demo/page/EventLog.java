package io.geostream.demo.page;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What happened, the newest {@link #MOST} of it. Batches come by the dozen a second: they are one
 * entry that grows until something else happens.
 */
final class EventLog {

  private static final int MOST = 200;

  private final Deque<Event> events = new ArrayDeque<>();
  private List<Event> fresh = new ArrayList<>();
  private long nextId = 1;
  private double batches;
  private double rows;

  /** What an event is about, for its colour and sign. */
  enum Kind {
    INFO,
    ACTION,
    BATCHES,
    OUTAGE,
    RECOVERY,
    BAD_RECORDS,
    ERROR,
    SUCCESS
  }

  /**
   * Something that happened.
   *
   * @param id an event of the same id is replaced by this one
   */
  record Event(long id, Instant at, Kind kind, String text) {}

  /** Adds an event. */
  void add(Instant at, Kind kind, String text) {
    append(new Event(nextId++, at, kind, text));
  }

  /** Adds batches to the newest event if that is of batches, else begins one. */
  void addBatches(Instant at, double moreBatches, double moreRows) {
    Event last = events.peekLast();
    if (last != null && last.kind() == Kind.BATCHES) {
      batches += moreBatches;
      rows += moreRows;
      events.removeLast();
      append(new Event(last.id(), last.at(), Kind.BATCHES, batchesText()));
    } else {
      batches = moreBatches;
      rows = moreRows;
      add(at, Kind.BATCHES, batchesText());
    }
  }

  private String batchesText() {
    return String.format(
        Locale.ROOT,
        "%,.0f rows committed in %,.0f %s, %,.0f rows each",
        rows,
        batches,
        batches == 1 ? "batch" : "batches",
        rows / batches);
  }

  private void append(Event event) {
    events.addLast(event);
    fresh.removeIf(it -> it.id() == event.id());
    fresh.add(event);
    if (events.size() > MOST) {
      events.removeFirst();
    }
  }

  /** All that are kept, from the oldest. */
  List<Event> all() {
    return List.copyOf(events);
  }

  /** Those that are new or changed since the last call. */
  List<Event> takeFresh() {
    List<Event> taken = fresh;
    fresh = new ArrayList<>();
    return taken;
  }

  /** The newest; null if there is none. */
  @Nullable Event newest() {
    return events.peekLast();
  }
}
