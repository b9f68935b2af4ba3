package io.geostream.consumer.batch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Cuts a batch in two. */
final class Halves {

  private final Batch whole;
  private final Batch first;
  private final Batch second;

  private Halves(Batch whole) {
    if (whole.messages() < 2) {
      throw new IllegalStateException(
          "a batch of " + whole.messages() + " messages cannot be halved");
    }
    this.whole = whole;
    int middle = whole.messages() / 2;
    first = whole.part(0, middle);
    second = whole.part(middle, whole.messages());
  }

  /** See {@link Batch#halves()}. */
  static List<Batch> of(Batch whole) {
    Halves halves = new Halves(whole);
    halves.splitAdvances();
    halves.splitLetters();
    halves.first.times().add(whole.times());
    return List.of(halves.first, halves.second);
  }

  private void splitAdvances() {
    second.advances().putAll(whole.advances());
    Map<Integer, Integer> lastOfFirst = new HashMap<>();
    for (int message = 0; message < first.messages(); message++) {
      lastOfFirst.put(first.sources().partition(message), message);
    }
    lastOfFirst.forEach(
        (partition, last) -> {
          Advance advance = Objects.requireNonNull(whole.advances().get(partition));
          long border = first.sources().offset(last) + 1;
          first
              .advances()
              .put(
                  partition,
                  new Advance(advance.expected(), border, first.sources().leaderEpoch(last)));
          second
              .advances()
              .put(partition, new Advance(border, advance.next(), advance.leaderEpoch()));
        });
  }

  private void splitLetters() {
    whole.deadLetters().forEach(letter -> halfOf(letter).deadLetters().add(letter));
    whole.unsentLetters().forEach(letter -> halfOf(letter).unsentLetters().add(letter));
  }

  private Batch halfOf(DeadLetter letter) {
    return first.covers(letter) ? first : second;
  }
}
