package io.geostream.common.mapping;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The numbers that a column takes.
 *
 * @param least included; empty if there is no bound
 * @param most included; empty if there is no bound
 */
public record Range(Optional<BigDecimal> least, Optional<BigDecimal> most) {

  /** Every number. */
  public static final Range ANY = new Range(Optional.empty(), Optional.empty());

  /** Whether a number is within. */
  public boolean includes(BigDecimal number) {
    return least.map(bound -> bound.compareTo(number) <= 0).orElse(true)
        && most.map(bound -> bound.compareTo(number) >= 0).orElse(true);
  }

  /** The bounds, such as {@code -90…90}. */
  @Override
  public String toString() {
    return least.map(BigDecimal::toPlainString).orElse("")
        + "…"
        + most.map(BigDecimal::toPlainString).orElse("");
  }
}
