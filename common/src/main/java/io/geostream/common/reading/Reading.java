package io.geostream.common.reading;

import io.geostream.common.decode.BadRecord;
import java.util.Arrays;

/**
 * One reading of one station: a time, a location and the numbers of {@link NumericField}, each of
 * which may be absent. Immutable; whatever exists obeys {@link ReadingRules}.
 */
public final class Reading implements Decoded {

  private final long epochMicros;
  private final String locationId;
  private final double[] numbers;

  /** Takes the array over; for callers of this package that have applied the rules. */
  Reading(long epochMicros, String locationId, double[] numbers) {
    this.epochMicros = epochMicros;
    this.locationId = locationId;
    this.numbers = numbers;
  }

  /** Starts a reading whose parts are checked when it is built. */
  public static Builder at(long epochMicros, String locationId) {
    return new Builder(epochMicros, locationId);
  }

  /** The time of measurement, in microseconds since 1970-01-01T00:00:00Z. */
  public long epochMicros() {
    return epochMicros;
  }

  /** The station's name, 1 to 128 code points. */
  public String locationId() {
    return locationId;
  }

  /** Whether the field has a value. */
  public boolean has(NumericField field) {
    return !Double.isNaN(get(field));
  }

  /** The field's value in its unit; NaN if it is absent. */
  public double get(NumericField field) {
    return numbers[field.index()];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Reading that
        && epochMicros == that.epochMicros
        && locationId.equals(that.locationId)
        && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(epochMicros) + locationId.hashCode())
        + Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    var text =
        new StringBuilder("Reading[")
            .append(Timestamps.format(epochMicros))
            .append(' ')
            .append(locationId);
    NumericField.ALL.stream()
        .filter(this::has)
        .forEach(field -> text.append(' ').append(field.column()).append('=').append(get(field)));
    return text.append(']').toString();
  }

  /** Collects a reading's numbers. */
  public static final class Builder {
    private final long epochMicros;
    private final String locationId;
    private final double[] numbers = ReadingRules.noNumbers();

    private Builder(long epochMicros, String locationId) {
      this.epochMicros = epochMicros;
      this.locationId = locationId;
    }

    /** Sets a field to a value in its unit. */
    public Builder set(NumericField field, double value) {
      numbers[field.index()] = value;
      return this;
    }

    /**
     * Builds the reading.
     *
     * @throws IllegalArgumentException if a part is outside its rule
     */
    public Reading build() {
      BadRecord fault = ReadingRules.firstFault(epochMicros, locationId, numbers);
      if (fault != null) {
        throw new IllegalArgumentException(fault.message());
      }
      return new Reading(epochMicros, locationId, numbers.clone());
    }
  }
}
