package io.geostream.consumer.worker;

import io.geostream.common.decode.BadRecord;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.Phase;
import io.geostream.consumer.batch.Stopwatch;
import io.geostream.consumer.write.RowWriter;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Performs a writer's commands on the servers. Used by the writer thread alone. */
final class CommandExecutor {

  private static final Answer READY = new Answer.Ready();

  private final Mailbox mailbox;
  private final Store store;
  private final Letters letters;
  private final TopicGuard topic;

  CommandExecutor(Mailbox mailbox, Store store, Letters letters, TopicGuard topic) {
    this.mailbox = mailbox;
    this.store = store;
    this.letters = letters;
    this.topic = topic;
  }

  /**
   * Performs a command.
   *
   * @throws RuntimeException what neither a retry nor the database's answer settles, such as a
   *     {@link io.geostream.consumer.offsets.LogMismatchException}
   */
  Answer perform(Command command) throws InterruptedException {
    if (command instanceof Command.Take take) {
      Work work = mailbox.take(take.atMost());
      return work == null ? READY : new Answer.Taken(work);
    }
    if (command instanceof Command.Pause pause) {
      mailbox.awaitRetry(pause.generation(), pause.length());
      return READY;
    }
    try {
      return ask(command);
    } catch (InterruptException e) {
      throw e;
    } catch (SQLException | KafkaException e) {
      return new Answer.Failed(e);
    }
  }

  private Answer ask(Command command) throws SQLException {
    if (command instanceof Command.Load load) {
      return new Answer.Loaded(store.load(load.partitions()));
    }
    if (command instanceof Command.Compare compare) {
      return new Answer.Compared(store.holds(compare.known(), compare.rowsMustExist()));
    }
    topic.confirm();
    if (command instanceof Command.Write write) {
      Optional<RowWriter.Mode> mode = store.write(write.part(), write.plain());
      return mode.isPresent() ? new Answer.Written(mode.get()) : new Answer.Fenced();
    }
    if (command instanceof Command.FindRefused search) {
      Optional<SortedMap<Integer, BadRecord>> refused = store.findRefused(search.part());
      return refused.isPresent() ? new Answer.Searched(refused.get()) : new Answer.Fenced();
    }
    if (command instanceof Command.SendLetters send) {
      send(send.part());
      return new Answer.Sent();
    }
    throw new IllegalArgumentException("not a command for a server: " + command);
  }

  private void send(Batch part) {
    Stopwatch stopwatch = new Stopwatch(part.times());
    letters.send(part.unsentLetters());
    stopwatch.ends(Phase.DEAD_LETTERS);
  }
}
