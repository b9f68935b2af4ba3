package io.geostream.consumer.batch;

import static io.geostream.consumer.batch.Records.TIME;
import static io.geostream.consumer.batch.Records.reading;
import static io.geostream.consumer.batch.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class BatchPoolTest {

  private static final BatchLimits LIMITS = BatchLimits.of(100_000, ChunkWidth.HOUR);

  private final BatchPool pool = new BatchPool(LIMITS);

  @Test
  void aBatchOnUsedBuffersIsEmpty() {
    Batch first = filled(pool.begin(0, 0), 0, 600);
    pool.recycle(first);
    Batch second = pool.begin(1, 0);
    assertThat(second.buffers()).isSameAs(first.buffers());
    assertThat(second.rows().count()).isZero();
    assertThat(second.sources().count()).isZero();
    assertThat(second.deadLetters()).isEmpty();
    assertThat(second.advances()).isEmpty();
  }

  @Test
  void whatWasTakenFromABatchStaysWhenItsBuffersAreReused() {
    Batch whole = filled(pool.begin(0, 0), 0, 4);
    List<Batch> halves = whole.halves();
    Batch rest =
        whole.refusing(new TreeMap<>(Map.of(1, new BadRecord(ErrorCode.OUT_OF_RANGE, "x"))));
    pool.recycle(whole);
    filled(pool.begin(0, 0), 100, 104);

    assertThat(halves.get(1).sources().offset(0)).isEqualTo(2);
    assertThat(halves.get(1).sources().get(0).value()).isEqualTo(value(2));
    assertThat(rest.sources().get(2).value()).isEqualTo(value(3));
    assertThat(rest.deadLetters().get(0).record().value()).isEqualTo(value(1));
  }

  @Test
  void keepsNoBuffersOfHeavierTimes() {
    Batch heavy = filled(pool.begin(0, 0), 0, 40_000);
    pool.recycle(heavy);
    Batch light = filled(pool.begin(0, 0), 0, 10);
    assertThat(light.buffers()).isSameAs(heavy.buffers());
    pool.recycle(light);
    assertThat(pool.begin(0, 0).buffers()).isNotSameAs(heavy.buffers());
  }

  @Test
  void keepsNoBuffersThatMessagesOfManyRowsHaveGrown() {
    Batch heavy = pool.begin(0, 0);
    for (int offset = 0; offset < 4; offset++) {
      heavy.add(record(0, offset), reading(new long[10_000]));
    }
    pool.recycle(heavy);
    Batch light = filled(pool.begin(0, 0), 0, 10);
    assertThat(light.buffers()).isSameAs(heavy.buffers());
    pool.recycle(light);
    assertThat(pool.begin(0, 0).buffers()).isNotSameAs(heavy.buffers());
  }

  private static Batch filled(Batch batch, int from, int to) {
    for (int offset = from; offset < to; offset++) {
      batch.add(record(0, offset, value(offset)), reading(TIME));
    }
    batch.advance(0, from, to, Optional.empty());
    return batch;
  }

  private static byte[] value(int offset) {
    byte[] value = new byte[100];
    value[0] = (byte) offset;
    return value;
  }
}
