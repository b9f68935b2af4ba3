package io.geostream.common.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * Values that mean "no value".
 *
 * @param texts compared as they are
 * @param numbers compared by value: -999 is -999.0
 */
public record Absent(Set<String> texts, List<BigDecimal> numbers) {

  /** Nothing but null. */
  public static final Absent NONE = new Absent(Set.of(), List.of());

  public Absent {
    texts = Set.copyOf(texts);
    numbers = numbers.stream().map(BigDecimal::stripTrailingZeros).toList();
  }

  /** Whether a number is one of them. */
  public boolean includes(BigDecimal number) {
    return numbers.stream().anyMatch(each -> each.compareTo(number) == 0);
  }
}
