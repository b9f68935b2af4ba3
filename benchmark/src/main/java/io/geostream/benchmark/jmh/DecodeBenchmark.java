package io.geostream.benchmark.jmh;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.geostream.benchmark.client.JsonReading;
import io.geostream.benchmark.stage.TutorialReadings;
import io.geostream.common.reading.Decoded;
import io.geostream.common.reading.ReadingDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Decoding one reading, in nanoseconds: ours, which checks every rule of a reading, and Jackson's
 * databind, which checks none. A thousand readings take turns, so that no branch is learnt by
 * heart.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {

  private static final int READINGS = 1_000;

  private final byte[][] values = new byte[READINGS][];
  private final ReadingDecoder decoder = new ReadingDecoder(ignored -> {});
  private final ObjectReader databind = new ObjectMapper().readerFor(JsonReading.class);
  private int next;

  /** Makes the readings. */
  public DecodeBenchmark() {
    TutorialReadings readings = new TutorialReadings(1, READINGS, Clock.systemUTC());
    for (int index = 0; index < READINGS; index++) {
      values[index] = readings.next().value().getBytes(StandardCharsets.UTF_8);
    }
  }

  private byte[] value() {
    next = next + 1 == READINGS ? 0 : next + 1;
    return values[next];
  }

  /** Ours. */
  @Benchmark
  public Decoded geostream() {
    return decoder.decode(value());
  }

  /** Jackson into a record, its time left as a text. */
  @Benchmark
  public JsonReading databindWithoutTime() throws IOException {
    return databind.readValue(value());
  }

  /** Jackson into a record, and the time as most would read it: what ours does too. */
  @Benchmark
  public long databind() throws IOException {
    JsonReading reading = databind.readValue(value());
    return OffsetDateTime.parse(reading.timestamp()).toEpochSecond()
        + Double.doubleToRawLongBits(reading.temperature());
  }
}
