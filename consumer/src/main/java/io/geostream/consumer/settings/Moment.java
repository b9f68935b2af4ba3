package io.geostream.consumer.settings;

import io.geostream.common.settings.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A point in time as users write it: a date and time with an offset, or so long ago. */
public interface Moment {

  /** The point in time, for a command that starts now. */
  Instant at(Instant now);

  /**
   * Reads {@code 2026-11-22T20:00:00Z}, with any offset, or a duration such as {@code 2h}.
   *
   * @throws TypeConversionException if it is neither
   */
  static Moment parse(String text) {
    try {
      Duration ago = Durations.parse(text);
      return now -> now.minus(ago);
    } catch (TypeConversionException notADuration) {
      try {
        Instant fixed = OffsetDateTime.parse(text).toInstant();
        return now -> fixed;
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is neither a date and time with an offset, such as 2026-11-22T20:00:00Z, nor a duration ago, such as 2h");
      }
    }
  }

  /** For picocli. */
  final class Converter implements ITypeConverter<Moment> {

    @Override
    public Moment convert(String text) {
      return parse(text);
    }
  }
}
