package io.geostream.consumer.tool.mapping.infer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the rows of a message are: itself, or the elements of an array.
 *
 * @param each the pointer of that array; empty if a message is a row
 * @param row what rows look like
 * @param count how many there were
 */
record Rows(Optional<List<String>> each, Seen row, long count) {

  /** Words for arrays of what else took part in sending a message. */
  private static final Set<String> NO_ROWS =
      Set.of("rx", "gateway", "gateways", "gws", "metadata", "antennas", "errors", "alerts");

  private record Candidate(List<String> tokens, Seen array) {

    Seen element() {
      return array.addElement();
    }

    double meanLength() {
      return (double) element().objects() / array.arrays();
    }
  }

  /** Chooses. */
  static Rows of(Seen message) {
    if (message.arrays() > message.objects()) {
      Seen element = message.addElement();
      return new Rows(Optional.of(List.of()), element, element.objects());
    }
    List<Candidate> candidates = new ArrayList<>();
    collect(List.of(), message, message.objects(), candidates);
    return candidates.stream()
        .filter(candidate -> holdsMeasurements(candidate, message))
        .max(Comparator.comparingDouble(Candidate::meanLength).thenComparing(Rows::isEarlier))
        .map(it -> new Rows(Optional.of(it.tokens()), it.element(), it.element().objects()))
        .orElseGet(() -> new Rows(Optional.empty(), message, message.objects()));
  }

  private static int isEarlier(Candidate one, Candidate other) {
    return Integer.compare(other.tokens().size(), one.tokens().size());
  }

  /** Arrays of objects that every message has. */
  private static void collect(
      List<String> tokens, Seen object, long messages, List<Candidate> candidates) {
    for (Map.Entry<String, Seen> member : object.members().entrySet()) {
      List<String> inner = new ArrayList<>(tokens);
      inner.add(member.getKey());
      Seen seen = member.getValue();
      if (seen.objects() == messages && seen.values() == messages) {
        collect(inner, seen, messages, candidates);
      } else if (seen.arrays() == messages && seen.values() == messages && isOfObjects(seen)) {
        candidates.add(new Candidate(inner, seen));
      }
    }
  }

  private static boolean isOfObjects(Seen array) {
    Seen element = array.element();
    return element != null
        && element.objects() > 0
        && element.objects() == element.values()
        && element.nulls() == 0;
  }

  /** Whether more is measured in the array than beside it, or there alone is a time. */
  private static boolean holdsMeasurements(Candidate candidate, Seen message) {
    String name = candidate.tokens().get(candidate.tokens().size() - 1);
    if (NameWords.of(name).stream().anyMatch(NO_ROWS::contains)) {
      return false;
    }
    List<Leaf> inside = Leaves.ofRows(candidate.element()).found();
    List<Leaf> beside = Leaves.ofMessages(message, candidate.tokens()).found();
    long measured = inside.stream().filter(Leaf::isMeasurement).count();
    return measured > beside.stream().filter(Leaf::isMeasurement).count()
        || (measured > 0 && hasTime(inside) && !hasTime(beside));
  }

  private static boolean hasTime(List<Leaf> leaves) {
    return leaves.stream().anyMatch(leaf -> leaf.isTime() && leaf.isAlwaysThere());
  }
}
