package io.geostream.benchmark.jmh;

import io.geostream.common.reading.ReadingDecoder;
import io.geostream.common.reading.ReadingFields;
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

  private final Values values = new Values();
  private final ReadingDecoder decoder = new ReadingDecoder(ignored -> {});
  private final CopyRows rows = new CopyRows(BATCH_ROWS);
  private final ReadingFields[] readings = new ReadingFields[Values.COUNT];
  private int next;

  /** Decodes the readings that are encoded. */
  public RowBenchmark() {
    for (int index = 0; index < Values.COUNT; index++) {
      readings[index] = fields();
    }
  }

  private ReadingFields fields() {
    ReadingDecoder own = new ReadingDecoder(ignored -> {});
    own.read(values.next());
    return own.fields();
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
    if (decoder.read(values.next()) != null) {
      throw new IllegalStateException("a reading was refused");
    }
    return add(decoder.fields());
  }

  private CopyRows add(ReadingFields reading) {
    if (rows.count() == BATCH_ROWS) {
      rows.clear();
    }
    rows.add(reading);
    return rows;
  }
}
