package io.geostream.consumer.tool.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.offsets.StoredOffset;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PartitionStateTest {

  /** A log of 100…500 in which a transaction is open from 480 on. */
  private static final LogRange LOG = new LogRange(100, 480, 500);

  @ParameterizedTest
  @CsvSource({
    "99,  CUT,        380, 1",
    "100, OK,         380, ",
    "470, OK,         10,  ",
    "480, OK,         0,   ",
    "490, OK,         0,   ",
    "500, OK,         0,   ",
    "501, BEYOND_END, 0,   ",
  })
  void comparesTheStoredOffsetWithTheLog(
      long stored, State state, @Nullable Long lag, @Nullable Long lost) {
    PartitionState partition = partition(row(stored, "now"), LOG);
    assertThat(partition.state()).isEqualTo(state);
    assertThat(partition.lag()).isEqualTo(lag);
    assertThat(partition.lost()).isEqualTo(lost);
  }

  @Test
  void anOffsetOfAnotherTopicIsNotComparedWithTheLog() {
    PartitionState partition = partition(row(99, "before"), LOG);
    assertThat(partition.state()).isEqualTo(State.MADE_ANEW);
    assertThat(partition.lag()).isNull();
    assertThat(partition.lost()).isNull();
  }

  @Test
  void aPartitionWithoutARowOrWithoutALogIsReported() {
    assertThat(partition(null, LOG).state()).isEqualTo(State.NONE);
    assertThat(partition(null, LOG).lag()).isNull();
    assertThat(partition(row(1, "now"), null).state()).isEqualTo(State.GONE);
    assertThat(State.BEYOND_END).hasToString("beyond-end");
  }

  static OffsetRow row(long next, String topicId) {
    return new OffsetRow(new StoredOffset(next, Optional.empty(), topicId), Instant.EPOCH, null);
  }

  private static PartitionState partition(@Nullable OffsetRow row, @Nullable LogRange log) {
    return new PartitionState(3, row, log, "now");
  }
}
