package io.geostream.consumer.worker;

import static io.geostream.consumer.worker.TestBatches.advance;
import static io.geostream.consumer.worker.TestBatches.messages;
import static io.geostream.consumer.worker.TestBatches.rows;
import static io.geostream.consumer.worker.WriterDialog.NO_BROKER;
import static io.geostream.consumer.worker.WriterDialog.READY;
import static io.geostream.consumer.worker.WriterDialog.SAME;
import static io.geostream.consumer.worker.WriterDialog.WRITTEN;
import static io.geostream.consumer.worker.WriterDialog.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.consumer.batch.Batch;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a batch writer writes, and repeats what failed. */
final class BatchWriterWritingTest {

  private final WriterDialog writer = new WriterDialog();

  BatchWriterWritingTest() throws SQLException {}

  @BeforeEach
  void load() throws Exception {
    writer.load(0, 0);
  }

  @Test
  void reportsABatchOnceItIsCommittedAndIsFreeAgain() throws Exception {
    writer.take(rows(0, 0, 5), "write 5");
    assertThat(writer.isIdle()).isFalse();
    assertThat(writer.mailbox.reports()).isEmpty();
    writer.answer(WRITTEN, "take");
    assertThat(writer.mailbox.reports()).isEqualTo(List.of(new Report.Committed(advance(0, 5))));
    assertThat(writer.isIdle()).isTrue();
    assertThat(writer.count("geostream_rows", "mode", "copy")).isEqualTo(5);
  }

  @Test
  void aBatchThatIsDoneIsRecycled() throws Exception {
    Batch batch = rows(0, 0, 5);
    writer.take(batch, "write 5");
    writer.answer(WRITTEN, "take");
    assertThat(writer.pool.begin(0, 0).rows()).isSameAs(batch.rows());
  }

  @Test
  void aBatchUnderWayIsNotRecycled() throws Exception {
    Batch batch = rows(0, 0, 5);
    writer.take(batch, "write 5");
    writer.answer(failed("40P01"), "pause");
    assertThat(writer.pool.begin(0, 0).rows()).isNotSameAs(batch.rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"40P01", "40001", "57P01", "08006", "53300", "XX000"})
  void theSameBatchIsWrittenAgainAfterAFaultThatPasses(String state) throws Exception {
    writer.take(rows(0, 0, 5), "write 5");
    writer.answer(failed(state), "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 5");
    writer.answer(WRITTEN, "take");
    assertThat(writer.count("geostream_retries", "server", "database", "cause", "transient"))
        .isEqualTo(1);
  }

  @Test
  void aTopicThatCannotBeConfirmedLetsTheBatchWait() throws Exception {
    writer.take(rows(0, 0, 5), "write 5");
    writer.answer(NO_BROKER, "pause");
    writer.answer(READY, "write 5");
  }

  @Test
  void pausesBecomeLongerWithEachFailureUntilOneSucceeds() throws Exception {
    writer.take(rows(0, 0, 5), "write 5");
    List<Duration> pauses = new ArrayList<>();
    for (int failure = 0; failure < 3; failure++) {
      pauses.add(pauseAfter(NO_BROKER));
      writer.answer(READY, "write 5");
    }
    assertThat(pauses)
        .containsExactly(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200));
    writer.answer(WRITTEN, "take");
    writer.take(rows(0, 5, 6), "write 1");
    assertThat(pauseAfter(NO_BROKER)).isEqualTo(Duration.ofMillis(50));
  }

  private Duration pauseAfter(Answer fault) throws SQLException {
    return writer.answer(fault) instanceof Command.Pause pause ? pause.length() : Duration.ZERO;
  }

  @ParameterizedTest
  @ValueSource(strings = {"53200", "53100", "54001", "57014"})
  void whatIsTooMuchIsWrittenInHalvesInTheirOrder(String state) throws Exception {
    Batch batch = rows(0, 0, 5);
    writer.take(batch, "write 5");
    writer.answer(failed(state), "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 2");
    writer.answer(WRITTEN, "write 3");
    assertThat(writer.isIdle()).isFalse();
    assertThat(writer.pool.begin(0, 0).rows()).isNotSameAs(batch.rows());
    writer.answer(WRITTEN, "take");
    assertThat(writer.mailbox.reports())
        .isEqualTo(
            List.of(new Report.Committed(advance(0, 2)), new Report.Committed(advance(2, 5))));
    assertThat(writer.pool.begin(0, 0).rows()).isSameAs(batch.rows());
  }

  @Test
  void aHalfThatIsTooMuchStillIsHalvedAgainBeforeTheOther() throws Exception {
    writer.take(rows(0, 0, 8), "write 8");
    writer.answer(failed("53200"), "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 4");
    writer.answer(failed("53200"), "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 2");
    writer.answer(WRITTEN, "write 2");
    writer.answer(WRITTEN, "write 4");
    writer.answer(WRITTEN, "take");
    assertThat(writer.mailbox.reports())
        .isEqualTo(
            List.of(
                new Report.Committed(advance(0, 2)),
                new Report.Committed(advance(2, 4)),
                new Report.Committed(advance(4, 8))));
  }

  @Test
  void aSingleRowThatIsTooMuchIsWrittenAgainAsItIs() throws Exception {
    writer.take(rows(0, 0, 1), "write 1");
    writer.answer(failed("53200"), "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 1");
  }

  @Test
  void whatIsTooMuchIsHalvedBetweenMessagesOnly() throws Exception {
    writer.take(messages(5, 1, 2), "write 8");
    writer.answer(failed("53200"), "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 5");
    writer.answer(failed("53200"), "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 5");
    writer.answer(WRITTEN, "write 3");
    writer.answer(WRITTEN, "take");
  }

  @Test
  void aMessageWithoutRowsAdvancesItsPartition() throws Exception {
    writer.take(messages(0), "write 0");
    writer.answer(WRITTEN, "take");
    assertThat(writer.mailbox.reports()).isEqualTo(List.of(new Report.Committed(advance(0, 1))));
    assertThat(writer.count("messages_processed", "outcome", "written")).isOne();
    assertThat(writer.count("geostream_empty_messages")).isOne();
  }

  @Test
  void aStatementThatIsNotAnsweredInTimeIsTooMuch() throws Exception {
    writer.take(rows(0, 0, 4), "write 4");
    SQLException timeout = new SQLException("x", "08006", new SocketTimeoutException("timed out"));
    writer.answer(new Answer.Failed(timeout), "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 2");
  }

  @Test
  void aBatchWithoutRowsOutlivesAPoolerWithoutAServer() throws Exception {
    writer.take(rowless(), "write 0");
    writer.answer(failed("08P01"), "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 0");
    writer.answer(WRITTEN, "take");
  }

  @ParameterizedTest
  @ValueSource(strings = {"42501", "42P01", "22003"})
  void aRefusalOfABatchWithoutRowsIsThrown(String state) throws Exception {
    writer.take(rowless(), "write 0");
    Answer.Failed fatal = (Answer.Failed) failed(state);
    assertThatThrownBy(() -> writer.answer(fatal)).isSameAs(fatal.fault());
  }

  @Test
  void aBrokersRefusalIsThrownAndBlamedOnNoRow() throws Exception {
    writer.take(rows(0, 0, 5), "write 5");
    TopicAuthorizationException fault = new TopicAuthorizationException("no right to describe");
    assertThatThrownBy(() -> writer.answer(new Answer.Failed(fault))).isSameAs(fault);
  }

  /** Markers of transactions only. */
  private static Batch rowless() {
    Batch batch = new Batch(0, 0, TestBatches.LIMITS);
    batch.advance(0, 0, 2, Optional.empty());
    return batch;
  }
}
