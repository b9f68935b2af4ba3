package io.geostream.consumer.worker;

import io.geostream.consumer.batch.Batch;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The writer thread of a worker. A command is begun, performed and answered in three steps, between
 * which anything may happen to others, or to it.
 */
final class SimWriter {

  private enum Phase {
    /** The command is to begin, and perhaps has to wait. */
    ISSUED,
    /** It is under way: a transaction is open. */
    UNDER_WAY,
    /** It is over, but the writer does not know it yet. */
    ANSWERED
  }

  private final SimWorker worker;
  private final Simulation world;
  private final BatchWriter policy;
  private final CommandExecutor executor;
  private final Mailbox mailbox;
  private final MemoryStore store;
  private final CommandFaults faults;
  private Command command = new Command.Stop();
  private Answer answer = new Answer.Ready();
  private Phase phase = Phase.ANSWERED;
  private long sinceMillis;
  private boolean cancelled;
  private boolean ended;

  SimWriter(
      SimWorker worker,
      Simulation world,
      BatchWriter policy,
      CommandExecutor executor,
      Mailbox mailbox,
      MemoryStore store) {
    this.worker = worker;
    this.world = world;
    this.policy = policy;
    this.executor = executor;
    this.mailbox = mailbox;
    this.store = store;
    this.faults = new CommandFaults(world.faults(), world.dice());
  }

  boolean hasEnded() {
    return ended;
  }

  /** The partitions whose offsets it loads, which may have been lost meanwhile. */
  Set<Integer> loading() {
    return command instanceof Command.Load load ? load.partitions() : Set.of();
  }

  /**
   * Does one step.
   *
   * @throws SQLException what the database refuses for good, which ends the worker
   */
  void step() throws SQLException, InterruptedException {
    switch (phase) {
      case ISSUED -> begin();
      case UNDER_WAY -> perform();
      case ANSWERED -> next();
    }
  }

  private void next() throws SQLException {
    if (isDisturbance()) {
      world.ledger().disturbed(worker.partitions());
    }
    command = policy.next(answer);
    phase = Phase.ISSUED;
    cancelled = false;
    sinceMillis = world.clock().millis();
  }

  /** Whether all is read again, so that letters may be sent again. */
  private boolean isDisturbance() {
    return answer instanceof Answer.Fenced
        || (answer instanceof Answer.Compared compared && !compared.same());
  }

  private void answered(Answer its) {
    answer = its;
    phase = Phase.ANSWERED;
    world.trace().note(() -> worker + ": " + Trace.of(command) + " -> " + Trace.of(answer));
  }

  // The beginning of a command

  private void begin() throws InterruptedException {
    if (command instanceof Command.Take take) {
      Answer taken = executor.perform(new Command.Take(Duration.ZERO));
      if (taken instanceof Answer.Taken some) {
        worker.requireCurrent(some.work().generation());
      }
      if (taken instanceof Answer.Taken || mailbox.isDone() || hasPassed(take.atMost())) {
        answered(taken);
      }
    } else if (command instanceof Command.Pause pause) {
      if (!mailbox.isWanted(pause.generation()) || hasPassed(pause.length())) {
        answered(executor.perform(new Command.Pause(pause.generation(), Duration.ZERO)));
      }
    } else if (command instanceof Command.Stop) {
      mailbox.abandon();
      ended = true;
    } else {
      ask();
    }
  }

  private boolean hasPassed(Duration time) {
    return world.clock().millis() - sinceMillis >= time.toMillis();
  }

  private void ask() {
    Batch batch = batch();
    try {
      if (!(command instanceof Command.SendLetters)) {
        store.connect();
      }
      if (!(command instanceof Command.Load || command instanceof Command.Compare)) {
        worker.confirmTopic();
      }
    } catch (SQLException | KafkaException e) {
      answered(new Answer.Failed(e));
      return;
    }
    if (batch != null) {
      OpenTransaction holder = world.database().holder(batch.advances());
      if (holder != null) {
        world.disturber().waits(holder, world.clock().millis() - sinceMillis);
        return;
      }
      store.open(batch);
    }
    phase = Phase.UNDER_WAY;
  }

  /** What the command holds locks for. */
  private @Nullable Batch batch() {
    if (command instanceof Command.Write write) {
      return write.part();
    }
    return command instanceof Command.FindRefused search ? search.part() : null;
  }

  // What becomes of it

  private void perform() throws InterruptedException {
    if (command instanceof Command.SendLetters) {
      answered(executor.perform(command));
      return;
    }
    Exception fault = fault();
    answered(fault == null ? executor.perform(command) : new Answer.Failed(fault));
    rollback();
    if (!(answer instanceof Answer.Failed)) {
      faults.afterwards().ifPresent(lost -> answered(new Answer.Failed(lost)));
    }
  }

  /** A fault before the command has done anything, or null. */
  private @Nullable Exception fault() {
    try {
      store.connect(); // a crash since the beginning has ended the session
    } catch (SQLException e) {
      return e;
    }
    if (command instanceof Command.Write && faults.isOrphaned()) {
      abandon();
      return faults.lost();
    }
    return faults.before(command, cancelled).orElse(null);
  }

  /** Nothing is open any more. */
  void rollback() {
    OpenTransaction left = store.abandon();
    if (left != null) {
      world.database().rollback(left);
    }
  }

  // From outside

  /** Asks the server to cancel what is under way, which may come too late. */
  void cancel() {
    cancelled = phase == Phase.UNDER_WAY;
  }

  /** Cuts the connection; the server may commit nevertheless. */
  void abort() {
    if (phase == Phase.UNDER_WAY && !(command instanceof Command.SendLetters)) {
      abandon();
      answered(new Answer.Failed(SimSqlException.timeout()));
    }
  }

  /** The process is gone; the server may have its COMMIT, and do that later. */
  void abandon() {
    if (!(command instanceof Command.Write)) {
      rollback();
      return;
    }
    OpenTransaction left = store.abandon();
    if (left != null) {
      world.disturber().orphan(left);
    }
  }
}
