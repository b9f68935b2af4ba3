package io.geostream.benchmark.stage;

import io.geostream.producer.station.StationSource;
import io.geostream.producer.station.WeatherClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Readings as {@code producer.jar} makes them, its stations and its weather, at times of one's
 * choice. The same arguments give the same readings.
 */
public final class StationReadings {

  private final StationSource source;
  private final long stepMicros;
  private long epochMicros;

  /**
   * @param locations how many stations, which take turns
   * @param from the time of the first reading
   * @param every how long after a reading of a station its next one is
   */
  public StationReadings(long seed, int locations, Instant from, Duration every) {
    this.stepMicros = every.toNanos() / 1_000 / locations;
    this.epochMicros = ChronoUnit.MICROS.between(Instant.EPOCH, from) - stepMicros;
    this.source =
        new StationSource(locations, seed, WeatherClock.real(this::epochMicros), this::epochMicros);
  }

  private long epochMicros() {
    return epochMicros;
  }

  /** The next one. */
  public Message next() {
    epochMicros += stepMicros;
    io.geostream.producer.Message message = source.next();
    return new Message(text(Objects.requireNonNull(message.key())), text(message.value()));
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
