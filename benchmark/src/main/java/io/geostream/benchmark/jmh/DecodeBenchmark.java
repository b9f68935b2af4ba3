package io.geostream.benchmark.jmh;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.geostream.benchmark.client.JsonReading;
import io.geostream.benchmark.stage.Messages;
import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.MappingDecoder;
import io.geostream.common.mapping.file.MappingFile;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Decoding one reading, in nanoseconds: ours, which checks every rule of a reading, and Jackson's
 * databind, which checks none.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {

  private final Values values = new Values(Messages.WEATHER);
  private final MappingDecoder decoder = MappingDecoder.of(MappingFile.builtIn(), ignored -> {});
  private final ObjectReader databind = new ObjectMapper().readerFor(JsonReading.class);

  /** Made by JMH. */
  public DecodeBenchmark() {}

  /** Ours, into the same row each time. */
  @Benchmark
  public @Nullable BadRecord decode() {
    return decoder.decode(values.next());
  }

  /** Jackson into a record, its time left as a text. */
  @Benchmark
  public JsonReading databindWithoutTime() throws IOException {
    return databind.readValue(values.next().value());
  }

  /** Jackson into a record, and the time as most would read it: what ours does too. */
  @Benchmark
  public long databind() throws IOException {
    JsonReading reading = databind.readValue(values.next().value());
    return OffsetDateTime.parse(reading.timestamp()).toEpochSecond()
        + Double.doubleToRawLongBits(reading.temperature());
  }
}
