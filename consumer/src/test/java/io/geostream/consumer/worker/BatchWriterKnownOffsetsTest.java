package io.geostream.consumer.worker;

import static io.geostream.consumer.worker.TestBatches.rows;
import static io.geostream.consumer.worker.WriterDialog.DEADLOCK;
import static io.geostream.consumer.worker.WriterDialog.NO_BROKER;
import static io.geostream.consumer.worker.WriterDialog.READY;
import static io.geostream.consumer.worker.WriterDialog.SAME;
import static io.geostream.consumer.worker.WriterDialog.WRITTEN;
import static io.geostream.consumer.worker.WriterDialog.failed;
import static io.geostream.consumer.worker.WriterDialog.loaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.consumer.worker.Work.LoadPositions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a batch writer compares the stored offsets with those that it knows. */
final class BatchWriterKnownOffsetsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final WriterDialog writer = new WriterDialog();

  BatchWriterKnownOffsetsTest() throws SQLException {}

  @BeforeEach
  void load() throws Exception {
    writer.load(0, 0);
  }

  private Duration longestWait() {
    return writer.last() instanceof Command.Take take ? take.atMost() : Duration.ZERO;
  }

  @Test
  void areComparedEveryThreeSecondsAlsoWhileThereIsNoWork() throws Exception {
    assertThat(longestWait()).isEqualTo(SECOND.multipliedBy(3));
    writer.pass(SECOND);
    writer.answer(READY, "take");
    assertThat(longestWait()).isEqualTo(SECOND.multipliedBy(2));
    writer.pass(SECOND.multipliedBy(2));
    writer.answer(READY, "compare {0=0}");
    writer.pass(SECOND);
    writer.answer(SAME, "take");
    assertThat(longestWait()).isEqualTo(SECOND.multipliedBy(3));
  }

  @Test
  void areNotComparedRightAfterTheyWereLoaded() throws Exception {
    writer.pass(SECOND.multipliedBy(60));
    writer.mailbox.giveUp(0);
    writer.load(1, 0);
    assertThat(longestWait()).isEqualTo(SECOND.multipliedBy(3));
  }

  @Test
  void areComparedBeforeABatchIfItIsTime() throws Exception {
    writer.pass(SECOND.multipliedBy(2));
    writer.take(rows(0, 0, 5), "write 5");
    writer.answer(WRITTEN, "take");
    writer.pass(SECOND);
    writer.take(rows(0, 5, 7), "compare {0=5}");
    writer.answer(SAME, "write 2");
  }

  @Test
  void areComparedBetweenTheHalvesOfABatchIfItIsTime() throws Exception {
    writer.take(rows(0, 0, 5), "write 5");
    writer.answer(failed("53200"), "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 2");
    writer.pass(SECOND.multipliedBy(3));
    writer.answer(WRITTEN, "compare {0=2}");
    writer.answer(SAME, "write 3");
  }

  @Test
  void mayBeMissingAfterAFaultOnly() throws Exception {
    writer.take(rows(0, 0, 5), "write 5");
    writer.answer(DEADLOCK, "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(DEADLOCK, "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 5");
    writer.answer(WRITTEN, "take");
    writer.pass(SECOND.multipliedBy(3));
    writer.answer(READY, "compare {0=5}");
  }

  @Test
  void areInDoubtAfterALoadThatFailed() throws Exception {
    writer.mailbox.request(new LoadPositions(0, Set.of(1)));
    writer.take("load [1]");
    writer.answer(DEADLOCK, "pause");
    writer.answer(READY, "load [1]");
    writer.answer(loaded(Map.of(1, 20L)), "compare {0=0, 1=20}, if there");
    writer.answer(SAME, "take");
  }

  @Test
  void areNotInDoubtAfterAFaultOfTheBroker() throws Exception {
    writer.take(rows(0, 0, 5), "write 5");
    writer.answer(NO_BROKER, "pause");
    writer.answer(READY, "write 5");
  }

  @Test
  void aFailedComparisonIsRepeatedWhileThereIsNoWork() throws Exception {
    writer.pass(SECOND.multipliedBy(3));
    writer.answer(READY, "compare {0=0}");
    writer.answer(DEADLOCK, "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "take");
  }

  @Test
  void aComparisonThatIsTooMuchCutsNoBatch() throws Exception {
    writer.pass(SECOND.multipliedBy(3));
    writer.take(rows(0, 0, 4), "compare {0=0}");
    writer.answer(failed("57014"), "pause");
    writer.answer(READY, "compare {0=0}, if there");
    writer.answer(SAME, "write 4");
  }

  @Test
  void aComparisonThatIsRefusedForGoodIsThrown() throws Exception {
    writer.pass(SECOND.multipliedBy(3));
    writer.answer(READY, "compare {0=0}");
    assertThatThrownBy(() -> writer.answer(failed("42P01"))).isInstanceOf(SQLException.class);
  }

  @Test
  void areNotComparedOnceTheirGenerationIsGivenUp() throws Exception {
    writer.mailbox.giveUp(0);
    writer.pass(SECOND.multipliedBy(3));
    writer.answer(READY, "take");
    assertThat(longestWait()).isGreaterThan(SECOND.multipliedBy(3));
  }

  @Test
  void aFailedComparisonIsNotRepeatedOnceTheGenerationIsGivenUp() throws Exception {
    writer.pass(SECOND.multipliedBy(3));
    writer.answer(READY, "compare {0=0}");
    writer.answer(DEADLOCK, "pause");
    assertThat(writer.last())
        .isInstanceOfSatisfying(
            Command.Pause.class, pause -> assertThat(pause.generation()).isZero());
    writer.mailbox.giveUp(0);
    writer.answer(READY, "take");
  }

  @Test
  void ofAPartitionThatIsNotKnownNothingIsLearntByAWrite() {
    KnownOffsets known = new KnownOffsets(() -> 0);
    known.written(TestBatches.advance(0, 5));
    assertThat(known.next()).isEmpty();
  }
}
