package io.geostream.consumer.tool.deadletters;

import io.geostream.consumer.deadletter.LetterHeader;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are meant. A letter that does not say what is asked for does not pass.
 *
 * @param codes error codes; empty for all
 * @param since the earliest time of writing, included; null for none
 * @param until the latest time of writing, excluded; null for none
 * @param partitions of the original; empty for all
 * @param originalTopic where the original was; null for all
 */
record LetterFilter(
    Set<String> codes,
    @Nullable Instant since,
    @Nullable Instant until,
    Set<Integer> partitions,
    @Nullable String originalTopic) {

  /** Lets every letter pass. */
  static final LetterFilter ALL = new LetterFilter(Set.of(), null, null, Set.of(), null);

  boolean passes(Letter letter) {
    return wasWrittenInTime(letter.written())
        && isIn(codes, letter.text(LetterHeader.CODE))
        && isIn(partitions, letter.partition())
        && (originalTopic == null || originalTopic.equals(letter.text(LetterHeader.TOPIC)));
  }

  private boolean wasWrittenInTime(Instant written) {
    return (since == null || !written.isBefore(since))
        && (until == null || written.isBefore(until));
  }

  private static <T> boolean isIn(Set<T> wanted, @Nullable T value) {
    return wanted.isEmpty() || (value != null && wanted.contains(value));
  }
}
