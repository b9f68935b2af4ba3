package io.geostream.consumer.settings;

import io.geostream.common.settings.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A point in time as users write it. */
public sealed interface Moment {

  /** The point in time, for a command that starts now. */
  Instant at(Instant now);

  /** A date and time with an offset. */
  record Fixed(Instant instant) implements Moment {
    @Override
    public Instant at(Instant now) {
      return instant;
    }
  }

  /** So long ago. */
  record Ago(Duration length) implements Moment {
    @Override
    public Instant at(Instant now) {
      return now.minus(length);
    }
  }

  /** Reads {@code 2026-11-22T20:00:00Z}, with any offset, or a duration such as {@code 2h}. */
  static Moment parse(String text) {
    try {
      return new Ago(Durations.parse(text));
    } catch (TypeConversionException notADuration) {
      try {
        return new Fixed(OffsetDateTime.parse(text).toInstant());
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
