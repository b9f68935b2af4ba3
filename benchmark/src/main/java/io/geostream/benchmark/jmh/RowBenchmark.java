package io.geostream.benchmark.jmh;

import io.geostream.benchmark.stage.Messages;
import io.geostream.common.decode.DecodedRows;
import io.geostream.common.decode.MappingDecoder;
import io.geostream.common.mapping.Mapping;
import io.geostream.common.mapping.file.MappingFile;
import io.geostream.consumer.batch.CopyRows;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a reading to its row in COPY's binary format, in nanoseconds, in batches as shipped. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RowBenchmark {

  private static final int BATCH_ROWS = 20_000;

  private final Values values = new Values(Messages.WEATHER);
  private final Mapping mapping = MappingFile.builtIn();
  private final MappingDecoder decoder = decoder();
  private final CopyRows rows = new CopyRows(BATCH_ROWS);
  private final DecodedRows[] readings = new DecodedRows[Values.COUNT];
  private int next;

  /** Decodes the readings that are encoded. */
  public RowBenchmark() {
    for (int index = 0; index < Values.COUNT; index++) {
      readings[index] = decoded(decoder());
    }
  }

  private MappingDecoder decoder() {
    return MappingDecoder.of(mapping, ignored -> {});
  }

  private DecodedRows decoded(MappingDecoder with) {
    if (with.decode(values.next()) != null) {
      throw new IllegalStateException("a reading was refused");
    }
    return with.rows();
  }

  /** The row alone. */
  @Benchmark
  public CopyRows encode() {
    next = next + 1 == Values.COUNT ? 0 : next + 1;
    return add(readings[next]);
  }

  /** The whole way of a message through the consumer, from its bytes to its row. */
  @Benchmark
  public CopyRows decodeAndEncode() {
    return add(decoded(decoder));
  }

  private CopyRows add(DecodedRows reading) {
    if (rows.count() == BATCH_ROWS) {
      rows.clear();
    }
    rows.add(reading, 0);
    return rows;
  }
}
