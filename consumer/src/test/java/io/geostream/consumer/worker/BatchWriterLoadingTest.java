package io.geostream.consumer.worker;

import static io.geostream.consumer.worker.WriterDialog.DEADLOCK;
import static io.geostream.consumer.worker.WriterDialog.NO_BROKER;
import static io.geostream.consumer.worker.WriterDialog.READY;
import static io.geostream.consumer.worker.WriterDialog.SAME;
import static io.geostream.consumer.worker.WriterDialog.failed;
import static io.geostream.consumer.worker.WriterDialog.loaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.consumer.worker.Work.LoadPositions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a batch writer loads positions. */
final class BatchWriterLoadingTest {

  private final WriterDialog writer = new WriterDialog();

  BatchWriterLoadingTest() throws SQLException {}

  @Test
  void reportsWhatWasLoadedForItsGenerationAndIsFreeAgain() throws Exception {
    writer.mailbox.request(new LoadPositions(3, new TreeSet<>(Set.of(0, 4))));
    writer.take("load [0, 4]");
    assertThat(writer.isIdle()).isFalse();
    Answer.Loaded answer = (Answer.Loaded) loaded(Map.of(0, 10L, 4, 20L));
    writer.answer(answer, "take");
    assertThat(writer.mailbox.reports()).isEqualTo(List.of(new Report.Loaded(3, answer.offsets())));
    assertThat(writer.isIdle()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"40P01", "08006", "53200", "22003"})
  void repeatsALoadAfterAPauseUntilItSucceeds(String state) throws Exception {
    writer.mailbox.request(new LoadPositions(0, Set.of(0)));
    writer.take("load [0]");
    writer.answer(failed(state), "pause");
    assertThat(writer.isIdle()).isFalse();
    writer.answer(READY, "load [0]");
    writer.answer(failed(state), "pause");
    writer.answer(READY, "load [0]");
    writer.answer(loaded(Map.of(0, 10L)), "take");
  }

  @Test
  void waitsForABrokerThatDoesNotAnswer() throws Exception {
    writer.mailbox.request(new LoadPositions(0, Set.of(0)));
    writer.take("load [0]");
    writer.answer(NO_BROKER, "pause");
    writer.answer(READY, "load [0]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"42P01", "42501", "28P01"})
  void throwsWhatWaitingDoesNotMend(String state) throws Exception {
    writer.mailbox.request(new LoadPositions(0, Set.of(0)));
    writer.take("load [0]");
    Answer.Failed fatal = (Answer.Failed) failed(state);
    assertThatThrownBy(() -> writer.answer(fatal)).isSameAs(fatal.fault());
  }

  @Test
  void throwsABrokersRefusal() throws Exception {
    writer.mailbox.request(new LoadPositions(0, Set.of(0)));
    writer.take("load [0]");
    TopicAuthorizationException fault = new TopicAuthorizationException("no right to read");
    assertThatThrownBy(() -> writer.answer(new Answer.Failed(fault))).isSameAs(fault);
  }

  @Test
  void aLoadGivenUpDuringAPauseIsNotRepeated() throws Exception {
    writer.mailbox.request(new LoadPositions(0, Set.of(0)));
    writer.take("load [0]");
    writer.answer(DEADLOCK, "pause");
    writer.mailbox.giveUp(0);
    writer.answer(READY, "take");
    assertThat(writer.isIdle()).isTrue();
    assertThat(writer.mailbox.reports()).isEmpty();
  }

  @Test
  void thePauseIsOfTheLoadsGeneration() throws Exception {
    writer.mailbox.request(new LoadPositions(5, Set.of(0)));
    writer.take("load [0]");
    writer.answer(DEADLOCK, "pause");
    assertThat(writer.last())
        .isInstanceOfSatisfying(
            Command.Pause.class, pause -> assertThat(pause.generation()).isEqualTo(5));
  }

  @Test
  void whatWasLoadedForAGenerationGivenUpMeanwhileIsNotComparedLater() throws Exception {
    writer.mailbox.request(new LoadPositions(0, Set.of(0)));
    writer.take("load [0]");
    writer.mailbox.giveUp(0);
    writer.answer(loaded(Map.of(0, 10L)), "take");
    writer.pass(KnownOffsets.COMPARED_EVERY);
    writer.answer(READY, "take");
  }

  @Test
  void partitionsThatAreAddedToAGenerationAreKnownBesidesTheOthers() throws Exception {
    writer.load(0, 10);
    writer.mailbox.request(new LoadPositions(0, Set.of(1)));
    writer.take("load [1]");
    writer.answer(loaded(Map.of(1, 20L)), "take");
    writer.pass(KnownOffsets.COMPARED_EVERY);
    writer.answer(READY, "compare {0=10, 1=20}");
    writer.answer(SAME, "take");
  }

  @Test
  void anotherGenerationReplacesAllThatWasKnown() throws Exception {
    writer.load(0, 10);
    writer.mailbox.giveUp(0);
    writer.mailbox.request(new LoadPositions(1, Set.of(1)));
    writer.take("load [1]");
    writer.answer(loaded(Map.of(1, 20L)), "take");
    writer.pass(KnownOffsets.COMPARED_EVERY);
    writer.answer(READY, "compare {1=20}");
  }

  @Test
  void aLaterLoadOfTheSameGenerationDoesNotHideWhatTheDatabaseLost() throws Exception {
    writer.mailbox.request(new LoadPositions(0, Set.of(0)));
    writer.take("load [0]");
    writer.answer(loaded(Map.of(0, 10L)), "take");
    writer.mailbox.request(new LoadPositions(0, new TreeSet<>(Set.of(0, 1))));
    writer.take("load [0, 1]");
    writer.answer(failed("08006"), "pause");
    writer.answer(READY, "load [0, 1]");
    writer.answer(loaded(Map.of(0, 7L, 1, 3L)), "compare {0=10, 1=3}, if there");
  }
}
