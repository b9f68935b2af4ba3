package io.geostream.consumer.worker;

import static io.geostream.consumer.worker.TestBatches.lettersAndRows;
import static io.geostream.consumer.worker.TestBatches.rows;
import static io.geostream.consumer.worker.WriterDialog.DEADLOCK;
import static io.geostream.consumer.worker.WriterDialog.FENCED;
import static io.geostream.consumer.worker.WriterDialog.NO_BROKER;
import static io.geostream.consumer.worker.WriterDialog.READY;
import static io.geostream.consumer.worker.WriterDialog.SAME;
import static io.geostream.consumer.worker.WriterDialog.SENT;
import static io.geostream.consumer.worker.WriterDialog.WRITTEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.daemon.Outage;
import io.geostream.consumer.worker.Work.LoadPositions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which outages a batch writer sees begin and end. */
final class BatchWriterOutagesTest {

  private final WriterDialog writer = new WriterDialog();
  private final Outage database = writer.database;
  private final Outage broker = writer.broker;

  BatchWriterOutagesTest() throws SQLException {}

  @BeforeEach
  void load() throws Exception {
    writer.load(0, 0);
  }

  /** Two attempts to write a batch have failed. */
  private void failTwice() throws Exception {
    writer.take(rows(0, 0, 5), "write 5");
    writer.answer(DEADLOCK, "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(DEADLOCK, "pause");
    assertThat(database.isActive()).isTrue();
  }

  /** Two attempts to send letters have failed. */
  private void failToSendTwice() throws Exception {
    writer.take(rows(0, 0, 5), "write 5");
    writer.answer(WRITTEN, "take");
    writer.take(lettersAndRows(0, 5, 6, 7), "send 1");
    writer.answer(NO_BROKER, "pause");
    writer.answer(READY, "send 1");
    writer.answer(NO_BROKER, "pause");
    assertThat(broker.isActive()).isTrue();
  }

  @Test
  void oneFailureIsNoOutage() throws Exception {
    writer.take(rows(0, 0, 5), "write 5");
    writer.answer(DEADLOCK, "pause");
    assertThat(database.isActive()).isFalse();
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 5");
    writer.answer(WRITTEN, "take");
    writer.take(rows(0, 5, 6), "write 1");
    writer.answer(DEADLOCK, "pause");
    assertThat(database.isActive()).as("not in a row").isFalse();
  }

  @Test
  void anOutageOfTheDatabaseEndsWithTheWrite() throws Exception {
    failTwice();
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 5");
    assertThat(database.isActive()).as("not written yet").isTrue();
    writer.answer(WRITTEN, "take");
    assertThat(database.isActive()).isFalse();
    assertThat(database.begun()).isEqualTo(1);
    assertThat(broker.begun()).isZero();
  }

  @Test
  void anOutageOfTheDatabaseEndsWhenTheBatchIsFenced() throws Exception {
    failTwice();
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 5");
    writer.answer(FENCED, "take");
    assertThat(database.isActive()).isFalse();
  }

  @Test
  void withoutWorkAComparisonFindsAndEndsAnOutageOfTheDatabase() throws Exception {
    writer.pass(KnownOffsets.COMPARED_EVERY);
    writer.answer(READY, "compare {0=0}");
    writer.answer(DEADLOCK, "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(DEADLOCK, "pause");
    assertThat(database.isActive()).isTrue();
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "take");
    assertThat(database.isActive()).isFalse();
  }

  @Test
  void anOutageOfTheBrokerEndsOnceTheBatchIsWritten() throws Exception {
    failToSendTwice();
    assertThat(database.begun()).isZero();
    writer.answer(READY, "send 1");
    writer.answer(SENT, "write 1");
    writer.answer(WRITTEN, "take");
    assertThat(broker.isActive()).isFalse();
  }

  @Test
  void aComparisonDoesNotEndAnOutageOfTheBroker() throws Exception {
    failToSendTwice();
    writer.pass(KnownOffsets.COMPARED_EVERY);
    writer.answer(READY, "compare {0=5}");
    writer.answer(SAME, "send 1");
    assertThat(broker.isActive()).isTrue();
  }

  @Test
  void aComparisonThatFailsDoesNotEndAnOutageOfTheBrokerByItself() throws Exception {
    failToSendTwice();
    writer.pass(KnownOffsets.COMPARED_EVERY);
    writer.answer(READY, "compare {0=5}");
    writer.answer(DEADLOCK, "pause");
    assertThat(broker.isActive()).isTrue();
    broker.recovered("a watch");
    assertThat(broker.isActive()).as("after a watch found it back").isFalse();
  }

  @Test
  void aFaultOfTheBrokerLeavesAnOutageOfTheDatabaseToAWatch() throws Exception {
    failTwice();
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 5");
    writer.answer(NO_BROKER, "pause");
    assertThat(broker.isActive()).as("after one failure").isFalse();
    assertThat(database.isActive()).isTrue();
    database.recovered("a watch");
    assertThat(database.isActive()).isFalse();
  }

  @Test
  void whatIsGivenUpLeavesItsOutageToAWatchOrTheNextWork() throws Exception {
    failTwice();
    writer.mailbox.giveUp(0);
    writer.answer(READY, "take");
    assertThat(database.isActive()).isTrue();
    writer.load(1, 0);
    assertThat(database.isActive()).isFalse();
  }

  @Test
  void theFailuresOfWhatIsGivenUpDoNotCountForTheNextWork() throws Exception {
    failTwice();
    writer.mailbox.giveUp(0);
    writer.answer(READY, "take");
    database.recovered("a watch");
    writer.mailbox.request(new LoadPositions(1, Set.of(0)));
    writer.take("load [0]");
    writer.answer(DEADLOCK, "pause");
    assertThat(writer.last())
        .isInstanceOfSatisfying(
            Command.Pause.class,
            pause -> assertThat(pause.length()).isEqualTo(Duration.ofMillis(50)));
    assertThat(database.isActive()).isFalse();
  }

  @Test
  void whatIsGivenUpAtAFailureLeavesItsOutageToAWatch() throws Exception {
    failTwice();
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 5");
    writer.mailbox.giveUp(0);
    writer.answer(DEADLOCK, "take");
    assertThat(database.isActive()).isTrue();
    database.recovered("a watch");
    assertThat(database.isActive()).isFalse();
  }

  @Test
  void aComparisonGivenUpLeavesItsOutageToAWatch() throws Exception {
    writer.pass(KnownOffsets.COMPARED_EVERY);
    writer.answer(READY, "compare {0=0}");
    writer.answer(DEADLOCK, "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(DEADLOCK, "pause");
    writer.mailbox.giveUp(0);
    writer.answer(READY, "take");
    assertThat(database.isActive()).isTrue();
    database.recovered("a watch");
    assertThat(database.isActive()).isFalse();
  }

  @Test
  void aLoadGivenUpLeavesItsOutageToAWatch() throws Exception {
    writer.mailbox.request(new LoadPositions(0, Set.of(1)));
    writer.take("load [1]");
    writer.answer(DEADLOCK, "pause");
    writer.answer(READY, "load [1]");
    writer.answer(DEADLOCK, "pause");
    assertThat(database.isActive()).isTrue();
    writer.mailbox.giveUp(0);
    writer.answer(READY, "take");
    database.recovered("a watch");
    assertThat(database.isActive()).isFalse();
  }
}
