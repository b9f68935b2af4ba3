package io.geostream.consumer.worker;

import static io.geostream.consumer.batch.Records.TIME;
import static io.geostream.consumer.batch.Records.reading;
import static io.geostream.consumer.batch.Records.record;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.batch.ChunkWidth;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Batches of partition 0, of ten rows at most. */
final class TestBatches {

  static final BatchLimits LIMITS = BatchLimits.of(10, ChunkWidth.HOUR);
  static final BadRecord BAD = new BadRecord(ErrorCode.NOT_JSON, "bad");

  private TestBatches() {}

  /** A batch with a row for each offset, the last one not included. */
  static Batch rows(int generation, long from, long to) {
    return lettersAndRows(generation, from, from, to);
  }

  /** The same, polled at a time, by {@link System#nanoTime()}. */
  static Batch rows(int generation, long polledNanos, long from, long to) {
    return fill(new Batch(generation, polledNanos, LIMITS), from, from, to);
  }

  /** A batch of which the first records, up to an offset, are bad. */
  static Batch lettersAndRows(int generation, long from, long firstRow, long to) {
    return fill(new Batch(generation, 0, LIMITS), from, firstRow, to);
  }

  /** A batch with a message for each offset from 0 on, each of so many rows. */
  static Batch messages(int... sizes) {
    Batch batch = new Batch(0, 0, LIMITS);
    for (int offset = 0; offset < sizes.length; offset++) {
      long[] times = new long[sizes[offset]];
      Arrays.fill(times, TIME);
      batch.add(record(0, offset), reading(times));
    }
    batch.advance(0, 0, sizes.length, Optional.of(7));
    return batch;
  }

  private static Batch fill(Batch batch, long from, long firstRow, long to) {
    for (long offset = from; offset < firstRow; offset++) {
      batch.add(record(0, offset), BAD);
    }
    for (long offset = firstRow; offset < to; offset++) {
      batch.add(record(0, offset), reading(TIME));
    }
    batch.advance(0, from, to, Optional.of(7));
    return batch;
  }

  /** What a batch of those offsets advances. */
  static SortedMap<Integer, Advance> advance(long from, long to) {
    return new TreeMap<>(Map.of(0, new Advance(from, to, Optional.of(7))));
  }
}
