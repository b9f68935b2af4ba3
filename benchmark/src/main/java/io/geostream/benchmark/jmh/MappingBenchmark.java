package io.geostream.benchmark.jmh;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.geostream.benchmark.stage.Messages;
import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.MappingDecoder;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Decoding one message, in nanoseconds: by its mapping, and by databind into a map. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MappingBenchmark {

  /** Which messages. */
  @Param({"FLAT30", "NESTED", "BATCH"})
  public Messages messages = Messages.FLAT30;

  private final ObjectReader databind = new ObjectMapper().readerForMapOf(Object.class);
  private Values values = new Values(messages);
  private MappingDecoder decoder = decoder();

  /** Made by JMH. */
  public MappingBenchmark() {}

  /** Makes the messages. */
  @Setup
  public void prepare() {
    values = new Values(messages);
    decoder = decoder();
  }

  private MappingDecoder decoder() {
    return MappingDecoder.of(messages.mapping(), ignored -> {});
  }

  /** Ours, into the same rows each time. */
  @Benchmark
  public @Nullable BadRecord decode() {
    return decoder.decode(values.next());
  }

  /** Jackson into a map, its values unchecked and times left as texts. */
  @Benchmark
  public Map<String, Object> databind() throws IOException {
    return databind.readValue(values.next().value());
  }
}
