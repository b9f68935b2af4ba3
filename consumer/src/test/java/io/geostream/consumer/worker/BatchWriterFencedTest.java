package io.geostream.consumer.worker;

import static io.geostream.consumer.worker.TestBatches.lettersAndRows;
import static io.geostream.consumer.worker.TestBatches.rows;
import static io.geostream.consumer.worker.WriterDialog.DEADLOCK;
import static io.geostream.consumer.worker.WriterDialog.FENCED;
import static io.geostream.consumer.worker.WriterDialog.MOVED;
import static io.geostream.consumer.worker.WriterDialog.READY;
import static io.geostream.consumer.worker.WriterDialog.WRITTEN;
import static io.geostream.consumer.worker.WriterDialog.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.worker.Work.LoadPositions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a batch writer does when the stored offsets are not those that it knows. */
final class BatchWriterFencedTest {

  private final WriterDialog writer = new WriterDialog();
  private final Batch batch = rows(3, 0, 5);

  BatchWriterFencedTest() throws SQLException {}

  @BeforeEach
  void load() throws Exception {
    writer.load(3, 0);
  }

  private void requireDropped(int batches) throws InterruptedException {
    assertThat(writer.mailbox.reports()).containsExactly(new Report.Fenced(3));
    assertThat(writer.count("geostream_fenced_batches")).isEqualTo(batches);
    assertThat(writer.isIdle()).isTrue();
  }

  @Test
  void aWriteThatFindsOffsetsMovedDropsTheBatch() throws Exception {
    writer.take(batch, "write 5");
    writer.answer(FENCED, "take");
    requireDropped(1);
    assertThat(writer.pool.begin(0, 0).rows()).isSameAs(batch.rows());
  }

  @Test
  void aSearchThatFindsOffsetsMovedDropsTheBatchAndSendsNoLetter() throws Exception {
    writer.take(lettersAndRows(3, 0, 2, 5), "search 3");
    writer.answer(FENCED, "take");
    requireDropped(1);
  }

  @Test
  void aComparisonThatFindsOffsetsMovedDropsTheBatchThatWaits() throws Exception {
    writer.take(batch, "write 5");
    writer.answer(DEADLOCK, "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(MOVED, "take");
    requireDropped(1);
  }

  @Test
  void aComparisonWithoutABatchReportsTheGeneration() throws Exception {
    writer.pass(KnownOffsets.COMPARED_EVERY);
    writer.answer(READY, "compare {0=0}");
    writer.answer(MOVED, "take");
    requireDropped(0);
  }

  @Test
  void aHalfThatFindsOffsetsMovedTakesTheOtherWithIt() throws Exception {
    writer.take(batch, "write 5");
    writer.answer(failed("53200"), "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(WriterDialog.SAME, "write 2");
    writer.answer(FENCED, "take");
    requireDropped(1);
  }

  @Test
  void whatElseWasReadInTheGenerationIsDroppedToo() throws Exception {
    writer.take(batch, "write 5");
    writer.answer(FENCED, "take");
    requireDropped(1);
    writer.mailbox.offer(rows(3, 5, 9));
    assertThat(writer.mailbox.isAllWritten()).isTrue();
    writer.mailbox.request(new LoadPositions(3, Set.of(1)));
    assertThat(writer.mailbox.take(Duration.ZERO)).isNull();
  }

  @Test
  void theNextGenerationIsLoadedAndWritten() throws Exception {
    writer.take(batch, "write 5");
    writer.answer(FENCED, "take");
    requireDropped(1);
    writer.load(4, 7);
    writer.take(rows(4, 7, 9), "write 2");
    writer.answer(WRITTEN, "take");
    assertThat(writer.mailbox.reports()).hasSize(1);
  }

  @Test
  void theOffsetsOfTheGenerationAreNotComparedAnyMore() throws Exception {
    writer.take(batch, "write 5");
    writer.answer(FENCED, "take");
    writer.pass(KnownOffsets.COMPARED_EVERY);
    writer.answer(READY, "take");
  }
}
