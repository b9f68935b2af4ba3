package io.geostream.consumer.worker;

import static io.geostream.consumer.batch.Records.HOUR;
import static io.geostream.consumer.batch.Records.TIME;
import static io.geostream.consumer.batch.Records.record;
import static io.geostream.consumer.worker.FillerScene.polled;
import static io.geostream.consumer.worker.Times.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.decode.ErrorCode;
import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.batch.Batch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages of several rows, or none. */
final class BatchFillerMessagesTest {

  private final FillerScene scene = new FillerScene();

  @Test
  void aMessageOfSeveralRowsIsAddedWholeAndFillsTheBatchByItsRows() throws InterruptedException {
    byte[] four = value(TIME, TIME, TIME, TIME);
    scene.filler.fill(
        polled(
            104, IntStream.range(100, 104).mapToObj(offset -> record(0, offset, four)).toList()));
    List<Batch> batches = scene.batches();
    assertThat(batches).extracting(batch -> batch.rows().count()).containsExactly(12, 4);
    assertThat(batches).extracting(Batch::messages).containsExactly(3, 1);
  }

  @Test
  void aMessageWithoutRowsAdvancesItsPartition() throws InterruptedException {
    scene.filler.fill(polled(101, List.of(record(0, 100, value()))));
    Batch batch = scene.batches().get(0);
    assertThat(batch.rows().count()).isZero();
    assertThat(batch.deadLetters()).isEmpty();
    assertThat(batch.emptyMessages()).isOne();
    assertThat(batch.advances()).isEqualTo(Map.of(0, new Advance(100, 101, Optional.of(7))));
  }

  @Test
  void oneRowThatIsTooOldMakesItsWholeMessageADeadLetter() throws InterruptedException {
    byte[] oneOld = value(TIME, TIME - 2 * HOUR, TIME);
    scene.filler.fill(polled(102, List.of(record(0, 100, oneOld), record(0, 101, value(TIME)))));
    Batch batch = scene.batches().get(0);
    assertThat(batch.rows().count()).isEqualTo(1);
    assertThat(batch.deadLetters()).hasSize(1);
    assertThat(batch.deadLetters().get(0).record().value()).isEqualTo(oneOld);
    assertThat(batch.deadLetters().get(0).reason().code()).isEqualTo(ErrorCode.TOO_OLD);
  }
}
