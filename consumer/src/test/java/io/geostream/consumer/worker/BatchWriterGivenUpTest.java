package io.geostream.consumer.worker;

import static io.geostream.consumer.worker.TestBatches.advance;
import static io.geostream.consumer.worker.TestBatches.rows;
import static io.geostream.consumer.worker.WriterDialog.DEADLOCK;
import static io.geostream.consumer.worker.WriterDialog.READY;
import static io.geostream.consumer.worker.WriterDialog.WRITTEN;
import static io.geostream.consumer.worker.WriterDialog.failed;
import static io.geostream.consumer.worker.WriterDialog.loaded;
import static io.geostream.consumer.worker.WriterDialog.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.worker.Work.LoadPositions;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a batch writer ends work that is given up, and ends itself. */
final class BatchWriterGivenUpTest {

  private final WriterDialog writer = new WriterDialog();
  private final Batch batch = rows(0, 0, 5);

  BatchWriterGivenUpTest() throws SQLException {}

  @BeforeEach
  void load() throws Exception {
    writer.load(0, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"57014", "40P01", "22003", "42P01"})
  void anyFaultEndsABatchThatIsGivenUp(String state) throws Exception {
    writer.take(batch, "write 5");
    writer.mailbox.giveUp(0);
    writer.answer(failed(state), "take");
    assertThat(writer.isIdle()).isTrue();
    assertThat(writer.mailbox.reports()).isEmpty();
    assertThat(writer.pool.begin(0, 0).rows()).isSameAs(batch.rows());
  }

  @Test
  void aBatchGivenUpDuringAPauseIsNotWrittenAgain() throws Exception {
    writer.take(batch, "write 5");
    writer.answer(DEADLOCK, "pause");
    assertThat(writer.last())
        .isInstanceOfSatisfying(
            Command.Pause.class, pause -> assertThat(pause.generation()).isZero());
    writer.mailbox.giveUp(0);
    writer.answer(READY, "take");
    assertThat(writer.isIdle()).isTrue();
    assertThat(writer.pool.begin(0, 0).rows()).isSameAs(batch.rows());
  }

  @Test
  void aBatchGivenUpButCommittedIsReported() throws Exception {
    writer.take(batch, "write 5");
    writer.mailbox.giveUp(0);
    writer.answer(WRITTEN, "take");
    assertThat(writer.mailbox.reports()).containsExactly(new Report.Committed(advance(0, 5)));
  }

  @Test
  void isNotSearchedForRefusedRowsAnyMore() throws Exception {
    writer.take(batch, "write 5");
    writer.answer(failed("22003"), "compare {0=0}, if there");
    writer.mailbox.giveUp(0);
    writer.answer(WriterDialog.SAME, "take");
  }

  @Test
  void itsLettersAreNotSent() throws Exception {
    writer.take(TestBatches.lettersAndRows(0, 0, 2, 5), "search 3");
    writer.mailbox.giveUp(0);
    writer.answer(WriterDialog.NONE_REFUSED, "take");
  }

  @Test
  void itsOtherPartsAreNotWritten() throws Exception {
    writer.take(batch, "write 5");
    writer.answer(failed("53200"), "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(WriterDialog.SAME, "write 2");
    writer.mailbox.giveUp(0);
    writer.answer(WriterDialog.WRITTEN, "take");
  }

  @Test
  void stopsAtOnceWithoutWork() throws Exception {
    writer.mailbox.close();
    writer.answer(READY, "stop");
  }

  @Test
  void writesOnceWhatWaitsWhenTheWorkerStops() throws Exception {
    writer.mailbox.offer(batch);
    writer.mailbox.offer(rows(0, 5, 9));
    writer.mailbox.close();
    writer.take("write 5");
    writer.answer(WRITTEN, "take");
    writer.take("write 4");
    writer.answer(WRITTEN, "stop");
  }

  @Test
  void repeatsNothingOnceTheWorkerStops() throws Exception {
    writer.take(batch, "write 5");
    writer.mailbox.offer(rows(0, 5, 9));
    writer.mailbox.close();
    writer.answer(DEADLOCK, "pause");
    writer.answer(READY, "take");
    writer.take("write 4");
    writer.answer(failed("53200"), "pause");
    writer.answer(READY, "stop");
    assertThat(writer.isIdle()).isTrue();
  }

  @Test
  void aStopEndsAPauseForGood() throws Exception {
    writer.take(batch, "write 5");
    writer.answer(DEADLOCK, "pause");
    writer.mailbox.close();
    writer.answer(READY, "stop");
  }

  @Test
  void refusedRowsBecomeLettersAlsoWhileTheWorkerStops() throws Exception {
    writer.take(batch, "write 5");
    writer.mailbox.close();
    writer.answer(failed("22003"), "search 5");
    writer.answer(refused(0), "send 1");
    writer.answer(WriterDialog.SENT, "write 4");
    writer.answer(WRITTEN, "stop");
  }

  @Test
  void comparesNothingOnceTheWorkerStops() throws Exception {
    writer.pass(KnownOffsets.COMPARED_EVERY);
    writer.mailbox.offer(batch);
    writer.mailbox.close();
    writer.answer(READY, "take");
    writer.take("write 5");
    writer.answer(WRITTEN, "stop");
  }

  @Test
  void loadsWhatWasAskedForBeforeTheWorkerStops() throws Exception {
    writer.mailbox.request(new LoadPositions(0, Set.of(1)));
    writer.mailbox.close();
    writer.answer(READY, "take");
    writer.take("load [1]");
    writer.answer(loaded(Map.of(1, 5L)), "stop");
  }

  @Test
  void aComparisonThatFailsDuringAStopIsNotRepeated() throws Exception {
    writer.pass(KnownOffsets.COMPARED_EVERY);
    writer.answer(READY, "compare {0=0}");
    writer.mailbox.close();
    writer.answer(DEADLOCK, "pause");
    writer.answer(READY, "stop");
  }
}
