package io.geostream.consumer.worker;

import static io.geostream.consumer.worker.TestBatches.lettersAndRows;
import static io.geostream.consumer.worker.TestBatches.messages;
import static io.geostream.consumer.worker.TestBatches.rows;
import static io.geostream.consumer.worker.WriterDialog.DEADLOCK;
import static io.geostream.consumer.worker.WriterDialog.NONE_REFUSED;
import static io.geostream.consumer.worker.WriterDialog.READY;
import static io.geostream.consumer.worker.WriterDialog.SAME;
import static io.geostream.consumer.worker.WriterDialog.SENT;
import static io.geostream.consumer.worker.WriterDialog.WRITTEN;
import static io.geostream.consumer.worker.WriterDialog.failed;
import static io.geostream.consumer.worker.WriterDialog.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.consumer.write.ServerLimitException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch writer does when the database refuses a batch. */
final class BatchWriterRefusalsTest {

  private static final Answer OUT_OF_LOCKS =
      new Answer.Failed(
          new SQLException("you might need to increase max_locks_per_transaction", "53200"));

  private final WriterDialog writer = new WriterDialog();

  BatchWriterRefusalsTest() throws SQLException {}

  @BeforeEach
  void load() throws Exception {
    writer.load(0, 0);
  }

  /** A batch of five rows is written and refused, and the known offsets are still the stored. */
  private void refuse(String state) throws Exception {
    writer.take(rows(0, 0, 5), "write 5");
    writer.answer(failed(state), "compare {0=0}, if there");
    writer.answer(SAME, "search 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"22003", "23505", "08P01", "22P03", "42501", "0A000"})
  void refusedRowsBecomeLettersAndTheRestIsWritten(String state) throws Exception {
    refuse(state);
    writer.answer(refused(1, 3), "send 2");
    writer.answer(SENT, "write 3");
    writer.answer(WRITTEN, "take");
    assertThat(writer.count("messages_processed", "outcome", "written")).isEqualTo(3);
    assertThat(writer.count("messages_processed", "outcome", "dead-lettered")).isEqualTo(2);
    assertThat(writer.count("geostream_retries", "server", "database", "cause", "transient"))
        .as("a refusal is no failed attempt")
        .isZero();
  }

  @Test
  void aRowThatIsTooMuchByItselfIsRefused() throws Exception {
    writer.take(rows(0, 0, 1), "write 1");
    writer.answer(failed("54000"), "compare {0=0}, if there");
    writer.answer(SAME, "search 1");
    writer.answer(refused(0), "send 1");
    writer.answer(SENT, "write 0");
  }

  @Test
  void aMessageOfSeveralRowsThatIsTooMuchByItselfIsRefusedWhole() throws Exception {
    writer.take(messages(3), "write 3");
    writer.answer(failed("54000"), "compare {0=0}, if there");
    writer.answer(SAME, "search 3");
    writer.answer(refused(0), "send 1");
    writer.answer(SENT, "write 0");
  }

  @Test
  void aRefusedMessageTakesAllItsRows() throws Exception {
    writer.take(messages(2, 3, 1), "write 6");
    writer.answer(failed("23514"), "compare {0=0}, if there");
    writer.answer(SAME, "search 6");
    writer.answer(refused(1), "send 1");
    writer.answer(SENT, "write 3");
  }

  @Test
  void theDatabaseIsNotUsableIfItRefusesTheOnlyMessageHoweverManyItsRows() throws Exception {
    writer.take(messages(3), "write 3");
    writer.answer(failed("23514"), "compare {0=0}, if there");
    writer.answer(SAME, "search 3");
    writer.answer(refused(0), "send 1");
    writer.answer(SENT, "write 0");
    writer.answer(WRITTEN, "take");
    writer.take(lettersAndRows(0, 1, 2, 3), "search 1");
  }

  @Test
  void aLimitThatASettingMakesHalvesABatchAndEndsAtOneMessage() throws Exception {
    writer.take(rows(0, 0, 2), "write 2");
    writer.answer(failed("53400"), "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 1");
    assertThatThrownBy(() -> writer.answer(failed("53400")))
        .isInstanceOf(ServerLimitException.class)
        .hasMessageContaining("fault 53400");
  }

  @Test
  void aMessageThatNeedsMoreLocksThanTheServerHasEndsWithTheSetting() throws Exception {
    writer.take(messages(3), "write 3");
    assertThatThrownBy(() -> writer.answer(OUT_OF_LOCKS))
        .isInstanceOf(ServerLimitException.class)
        .hasMessageContaining("max_locks_per_transaction");
  }

  /** One row needs few locks: others have them. */
  @Test
  void aRowThatFindsNoLockWaits() throws Exception {
    writer.take(messages(1), "write 1");
    writer.answer(OUT_OF_LOCKS, "pause");
  }

  @Test
  void aRestThatIsRefusedIsSearchedAgain() throws Exception {
    refuse("22003");
    writer.answer(refused(0), "send 1");
    writer.answer(SENT, "write 4");
    writer.answer(failed("23505"), "compare {0=0}, if there");
    writer.answer(SAME, "search 4");
    writer.answer(refused(2), "send 1");
    writer.answer(SENT, "write 3");
  }

  @Test
  void aRefusedHalfIsSearchedAlone() throws Exception {
    writer.take(rows(0, 0, 5), "write 5");
    writer.answer(failed("53200"), "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 2");
    writer.answer(WRITTEN, "write 3");
    writer.answer(failed("22003"), "compare {0=2}, if there");
    writer.answer(SAME, "search 3");
    writer.answer(refused(2), "send 1");
    writer.answer(SENT, "write 2");
    writer.answer(WRITTEN, "take");
  }

  @ParameterizedTest
  @ValueSource(strings = {"42703", "0A000", "22003"})
  void aRefusalThatNoRowIsToBlameForIsWrittenPlainlyOnceMore(String state) throws Exception {
    refuse(state);
    writer.answer(NONE_REFUSED, "pause");
    writer.answer(READY, "write plainly 5");
    writer.answer(WRITTEN, "take");
    writer.take(rows(0, 5, 9), "write 4");
  }

  @Test
  void aSecondFatalRefusalThatNoRowIsToBlameForIsThrown() throws Exception {
    refuse("42501");
    writer.answer(NONE_REFUSED, "pause");
    writer.answer(READY, "write plainly 5");
    Answer.Failed second = (Answer.Failed) failed("42501");
    writer.answer(second, "compare {0=0}, if there");
    writer.answer(SAME, "search 5");
    assertThatThrownBy(() -> writer.answer(NONE_REFUSED)).isSameAs(second.fault());
  }

  @Test
  void aSecondRefusalOfDataThatNoRowIsToBlameForIsRepeatedStill() throws Exception {
    refuse("23505");
    writer.answer(NONE_REFUSED, "pause");
    writer.answer(READY, "write plainly 5");
    writer.answer(failed("23505"), "compare {0=0}, if there");
    writer.answer(SAME, "search 5");
    writer.answer(NONE_REFUSED, "pause");
    writer.answer(READY, "write plainly 5");
    writer.answer(WRITTEN, "take");
  }

  @Test
  void aFaultThatPassesBetweenTwoRefusalsDoesNotExcuseTheSecond() throws Exception {
    refuse("42501");
    writer.answer(NONE_REFUSED, "pause");
    writer.answer(READY, "write plainly 5");
    writer.answer(DEADLOCK, "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write plainly 5");
    writer.answer(failed("42501"), "compare {0=0}, if there");
    writer.answer(SAME, "search 5");
    assertThatThrownBy(() -> writer.answer(NONE_REFUSED)).isInstanceOf(SQLException.class);
  }

  @Test
  void theNextBatchMayBeRefusedOnceAgain() throws Exception {
    refuse("42501");
    writer.answer(NONE_REFUSED, "pause");
    writer.answer(READY, "write plainly 5");
    writer.answer(WRITTEN, "take");
    writer.take(rows(0, 5, 9), "write 4");
    writer.answer(failed("42501"), "compare {0=5}, if there");
    writer.answer(SAME, "search 4");
    writer.answer(NONE_REFUSED, "pause");
  }

  @Test
  void aSearchThatFailsIsFollowedByAnotherAttemptToWrite() throws Exception {
    refuse("22003");
    writer.answer(DEADLOCK, "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 5");
  }

  @Test
  void aSearchThatIsTooMuchIsFollowedByAnAttemptToWriteHalfOfIt() throws Exception {
    refuse("22003");
    writer.answer(failed("53200"), "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 2");
  }

  @Test
  void aSearchThatIsRefusedForGoodIsThrown() throws Exception {
    refuse("22003");
    Answer.Failed fatal = (Answer.Failed) failed("42501");
    assertThatThrownBy(() -> writer.answer(fatal)).isSameAs(fatal.fault());
  }

  @Test
  void aBatchThatWasRefusedButIsWrittenAlreadyIsNotSearched() throws Exception {
    writer.take(rows(0, 0, 5), "write 5");
    writer.answer(failed("23505"), "compare {0=0}, if there");
    writer.answer(WriterDialog.MOVED, "take");
    assertThat(writer.mailbox.reports()).containsExactly(new Report.Fenced(0));
  }
}
