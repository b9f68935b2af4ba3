package io.geostream.consumer.worker;

import static io.geostream.consumer.worker.TestBatches.lettersAndRows;
import static io.geostream.consumer.worker.TestBatches.rows;
import static io.geostream.consumer.worker.WriterDialog.DEADLOCK;
import static io.geostream.consumer.worker.WriterDialog.NONE_REFUSED;
import static io.geostream.consumer.worker.WriterDialog.NO_BROKER;
import static io.geostream.consumer.worker.WriterDialog.READY;
import static io.geostream.consumer.worker.WriterDialog.SAME;
import static io.geostream.consumer.worker.WriterDialog.SENT;
import static io.geostream.consumer.worker.WriterDialog.WRITTEN;
import static io.geostream.consumer.worker.WriterDialog.failed;
import static io.geostream.consumer.worker.WriterDialog.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.deadletter.TooManyDeadLettersException;
import java.sql.SQLException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a batch writer sends bad records to the dead letters. */
final class BatchWriterLettersTest {

  private final WriterDialog writer = new WriterDialog();

  BatchWriterLettersTest() throws SQLException {}

  @BeforeEach
  void load() throws Exception {
    writer.load(0, 0);
  }

  /** The database has taken rows. */
  private void writeRows() throws Exception {
    writer.take(rows(0, 0, 5), "write 5");
    writer.answer(WRITTEN, "take");
  }

  @Test
  void areSentBeforeTheirBatchIsWritten() throws Exception {
    writeRows();
    writer.take(lettersAndRows(0, 5, 7, 10), "send 2");
    writer.answer(SENT, "write 3");
    writer.answer(WRITTEN, "take");
    assertThat(writer.count("messages_processed", "outcome", "dead-lettered")).isEqualTo(2);
  }

  @Test
  void waitForARehearsalUntilTheDatabaseIsKnownToBeUsable() throws Exception {
    writer.take(lettersAndRows(0, 0, 2, 5), "search 3");
    writer.answer(NONE_REFUSED, "send 2");
    writer.answer(SENT, "write 3");
    writer.answer(WRITTEN, "take");
    writer.take(lettersAndRows(0, 5, 7, 10), "send 2");
  }

  @Test
  void aRehearsalThatIsRefusedForGoodIsThrownBeforeAnyIsSent() throws Exception {
    Batch batch = lettersAndRows(0, 0, 2, 5);
    writer.take(batch, "search 3");
    assertThatThrownBy(() -> writer.answer(failed("42501"))).isInstanceOf(SQLException.class);
    assertThat(batch.unsentLetters()).hasSize(2);
  }

  @Test
  void rowsThatARehearsalFindsRefusedAreSentWithThem() throws Exception {
    writer.take(lettersAndRows(0, 0, 2, 5), "search 3");
    writer.answer(refused(1), "send 3");
    writer.answer(SENT, "write 2");
  }

  @Test
  void aRehearsalOfNoRowsOrRefusedOnesProvesNothingForTheNextBatch() throws Exception {
    writer.take(lettersAndRows(0, 0, 2, 2), "search 0");
    writer.answer(NONE_REFUSED, "send 2");
    writer.answer(SENT, "write 0");
    writer.answer(WRITTEN, "take");
    writer.take(lettersAndRows(0, 2, 3, 4), "search 1");
    writer.answer(refused(0), "send 2");
    writer.answer(SENT, "write 0");
    writer.answer(WRITTEN, "take");
    writer.take(lettersAndRows(0, 4, 5, 6), "search 1");
  }

  @Test
  void areRehearsedAgainAfterAFaultOfTheDatabase() throws Exception {
    writeRows();
    writer.take(lettersAndRows(0, 5, 5, 6), "write 1");
    writer.answer(DEADLOCK, "pause");
    writer.mailbox.giveUp(0);
    writer.answer(READY, "take");
    writer.take(lettersAndRows(1, 5, 6, 7), "search 1");
  }

  @Test
  void aRehearsalThatFailsIsRepeated() throws Exception {
    writer.take(lettersAndRows(0, 0, 2, 5), "search 3");
    writer.answer(DEADLOCK, "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "search 3");
  }

  @Test
  void onlyThoseNotAcknowledgedAreSentAgain() throws Exception {
    writeRows();
    Batch batch = lettersAndRows(0, 5, 8, 10);
    writer.take(batch, "send 3");
    batch.unsentLetters().remove(0);
    writer.answer(NO_BROKER, "pause");
    writer.answer(READY, "send 2");
    writer.answer(SENT, "write 2");
  }

  @Test
  void areRehearsedAgainAfterAFaultOfTheBrokerIfNoRowWasTaken() throws Exception {
    writer.take(lettersAndRows(0, 0, 2, 2), "search 0");
    writer.answer(NONE_REFUSED, "send 2");
    writer.answer(NO_BROKER, "pause");
    writer.answer(READY, "search 0");
  }

  @Test
  void aBrokersRefusalIsThrown() throws Exception {
    writeRows();
    writer.take(lettersAndRows(0, 5, 7, 10), "send 2");
    TopicAuthorizationException fault = new TopicAuthorizationException("no right to write");
    assertThatThrownBy(() -> writer.answer(new Answer.Failed(fault))).isSameAs(fault);
  }

  @Test
  void onceSentTheirBatchIsWrittenBeforeTheRegularComparison() throws Exception {
    writeRows();
    writer.take(lettersAndRows(0, 5, 7, 10), "send 2");
    writer.pass(KnownOffsets.COMPARED_EVERY);
    writer.answer(SENT, "write 3");
    writer.answer(NO_BROKER, "pause");
    writer.answer(READY, "write 3");
    writer.answer(WRITTEN, "compare {0=10}");
  }

  @Test
  void onceSentTheirBatchIsWrittenAfterTheComparisonThatAFaultDemands() throws Exception {
    writeRows();
    writer.take(lettersAndRows(0, 5, 7, 10), "send 2");
    writer.answer(SENT, "write 3");
    writer.answer(DEADLOCK, "pause");
    writer.answer(READY, "compare {0=5}, if there");
    writer.answer(SAME, "write 3");
  }

  @Test
  void onceSentTheirBatchIsWrittenAlthoughItWasGivenUp() throws Exception {
    writeRows();
    writer.take(lettersAndRows(0, 5, 7, 10), "send 2");
    writer.mailbox.giveUp(0);
    writer.answer(SENT, "write 3");
    writer.answer(WRITTEN, "take");
  }

  @Test
  void onceSentTheirBatchIsWrittenAlthoughTheWorkerStops() throws Exception {
    writeRows();
    writer.take(lettersAndRows(0, 5, 7, 10), "send 2");
    writer.mailbox.close();
    writer.answer(SENT, "write 3");
    writer.answer(WRITTEN, "stop");
  }

  @Test
  void onceSentTheirBatchIsSearchedIfItIsRefused() throws Exception {
    writeRows();
    writer.take(lettersAndRows(0, 5, 7, 10), "send 2");
    writer.answer(SENT, "write 3");
    writer.answer(failed("22003"), "compare {0=5}, if there");
    writer.answer(SAME, "search 3");
    writer.answer(refused(0), "send 1");
    writer.answer(SENT, "write 2");
  }

  @Test
  void stayWithTheFirstHalfOfABatchThatIsTooMuch() throws Exception {
    writeRows();
    writer.take(lettersAndRows(0, 5, 7, 11), "send 2");
    writer.answer(SENT, "write 4");
    writer.answer(failed("53200"), "pause");
    writer.answer(READY, "compare {0=5}, if there");
    writer.answer(SAME, "write 2");
    writer.answer(WRITTEN, "write 2");
  }

  @Test
  void areNotSentIfTheyAreTooMany() throws Exception {
    WriterDialog limited = new WriterDialog(10);
    limited.load(0, 0);
    Batch batch = lettersAndRows(0, 0, 11, 100);
    limited.take(batch, "search 89");
    assertThatThrownBy(() -> limited.answer(NONE_REFUSED))
        .isInstanceOf(TooManyDeadLettersException.class);
    assertThat(batch.unsentLetters()).hasSize(11);
  }

  @Test
  void areMeasuredAgainstWhatWasWrittenBefore() throws Exception {
    WriterDialog limited = new WriterDialog(10);
    limited.load(0, 0);
    limited.take(rows(0, 0, 90), "write 90");
    limited.answer(WRITTEN, "take");
    limited.take(lettersAndRows(0, 90, 100, 100), "send 10");
    limited.answer(SENT, "write 0");
    limited.answer(WRITTEN, "take");
    limited.mailbox.offer(lettersAndRows(0, 100, 101, 101));
    assertThatThrownBy(() -> limited.take("send 1"))
        .isInstanceOf(TooManyDeadLettersException.class);
  }
}
