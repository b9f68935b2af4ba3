package io.geostream.consumer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.DeadLetter;
import io.geostream.consumer.batch.Phase;
import io.geostream.consumer.write.RowWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a writer's commands become questions to the servers, and what they say becomes answers. */
final class CommandExecutorTest {

  private static final long NO_NEWS = -1;

  private final RuntimeException noBroker = new TimeoutException("no broker");
  private final AtomicLong news = new AtomicLong(NO_NEWS);
  private final Batch batch = TestBatches.lettersAndRows(0, 0, 2, 5);
  private final FakeStore store = new FakeStore();
  private final List<DeadLetter> sent = new ArrayList<>();
  private @Nullable RuntimeException lettersFault;
  private final Mailbox mailbox = new Mailbox(new WaitingBatches(Duration.ZERO), () -> 0);
  private final CommandExecutor executor =
      new CommandExecutor(mailbox, store, this::send, new TopicGuard(this::unreachable, news::get));

  private void unreachable() {
    throw noBroker;
  }

  private void send(List<DeadLetter> unsent) {
    if (lettersFault != null) {
      throw lettersFault;
    }
    sent.addAll(unsent);
    unsent.clear();
  }

  private Answer write() throws InterruptedException {
    return executor.perform(new Command.Write(batch, false));
  }

  @Test
  void takesWorkFromTheMailboxIfThereIsAny() throws InterruptedException {
    Command take = new Command.Take(Duration.ZERO);
    assertThat(executor.perform(take)).isEqualTo(new Answer.Ready());
    mailbox.offer(batch);
    assertThat(executor.perform(take)).isEqualTo(new Answer.Taken(new Work.WriteBatch(batch)));
    assertThat(store.asked).isEmpty();
  }

  @Test
  void isReadyAfterAPauseThatIsNotWantedAnyMore() throws InterruptedException {
    mailbox.giveUp(3);
    assertThat(executor.perform(new Command.Pause(3, Duration.ofMinutes(1))))
        .isEqualTo(new Answer.Ready());
  }

  @Test
  void asksTheStore() throws InterruptedException {
    SortedMap<Integer, Long> known = new TreeMap<>(Map.of(0, 10L));
    assertThat(executor.perform(new Command.Load(Set.of(0))))
        .isEqualTo(new Answer.Loaded(new TreeMap<>(Map.of(0, LoopScene.stored(10)))));
    assertThat(executor.perform(new Command.Compare(known, true)))
        .isEqualTo(new Answer.Compared(true));
    store.holds = false;
    assertThat(executor.perform(new Command.Compare(known, false)))
        .isEqualTo(new Answer.Compared(false));
    assertThat(executor.perform(new Command.Write(batch, true)))
        .isEqualTo(new Answer.Written(RowWriter.Mode.DIRECT_COMPRESS));
    store.refused = Optional.of(new TreeMap<>(Map.of(1, TestBatches.BAD)));
    assertThat(executor.perform(new Command.FindRefused(batch))).isEqualTo(WriterDialog.refused(1));
    assertThat(store.asked)
        .containsExactly(
            "load [0]", "holds {0=10} true", "holds {0=10} false", "write 3 true", "find 3");
  }

  @Test
  void aFencedWriteOrSearchIsFenced() throws InterruptedException {
    store.mode = Optional.empty();
    assertThat(write()).isEqualTo(new Answer.Fenced());
    assertThat(executor.perform(new Command.FindRefused(batch))).isEqualTo(new Answer.Fenced());
  }

  @Test
  void sendsTheLettersThatAreNotSentYet() throws InterruptedException {
    batch.unsentLetters().remove(0);
    assertThat(executor.perform(new Command.SendLetters(batch))).isEqualTo(new Answer.Sent());
    assertThat(sent).containsExactly(batch.deadLetters().get(1));
    assertThat(batch.times().nanos(Phase.DEAD_LETTERS)).isPositive();
  }

  @Test
  void faultsOfTheServersAreAnswers() throws InterruptedException {
    store.fault = new SQLException("deadlock", "40P01");
    assertThat(write()).isEqualTo(new Answer.Failed(store.fault));
    lettersFault = noBroker;
    assertThat(executor.perform(new Command.SendLetters(batch)))
        .isEqualTo(new Answer.Failed(lettersFault));
  }

  @Test
  void anythingElseIsThrown() {
    lettersFault = new IllegalStateException("a defect");
    assertThatThrownBy(() -> executor.perform(new Command.SendLetters(batch)))
        .isSameAs(lettersFault);
    lettersFault = new InterruptException("closed by force");
    assertThatThrownBy(() -> executor.perform(new Command.SendLetters(batch)))
        .isSameAs(lettersFault);
    assertThat(Thread.interrupted()).isTrue();
    assertThatThrownBy(() -> executor.perform(new Command.Stop()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void afterNewsOfTheTopicNothingIsWrittenBeforeItIsConfirmed() throws InterruptedException {
    news.set(1);
    for (Command command :
        List.of(
            new Command.Write(batch, false),
            new Command.FindRefused(batch),
            new Command.SendLetters(batch))) {
      assertThat(executor.perform(command))
          .as(command.toString())
          .isEqualTo(new Answer.Failed(noBroker));
    }
    assertThat(sent).isEmpty();
    assertThat(store.asked).isEmpty();
    assertThat(executor.perform(new Command.Compare(new TreeMap<>(), true)))
        .isEqualTo(new Answer.Compared(true));
  }
}
