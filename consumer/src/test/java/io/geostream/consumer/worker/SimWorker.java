package io.geostream.consumer.worker;

import io.geostream.common.daemon.Outage;
import io.geostream.consumer.batch.AgeLimits;
import io.geostream.consumer.batch.BatchLimits;
import io.geostream.consumer.batch.BatchPool;
import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.deadletter.DeadLetterLimit;
import io.geostream.consumer.offsets.OffsetKey;
import io.geostream.consumer.worker.SimFaults.Fault;
import io.geostream.consumer.write.Backoff;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;

/** A worker in a process of its own: the real parts, and what their two threads do by turns. */
final class SimWorker implements UnderWay {

  private static final Duration FLUSH = Duration.ofMillis(2_500);
  private static final Duration CANCEL = Duration.ofSeconds(1);
  private static final int ROWS = 4;
  private static final int EVERY_GENERATION = Integer.MAX_VALUE;

  private enum State {
    RUNNING,
    FLUSHING,
    CANCELLING,
    LEFT
  }

  private final int number;
  private final Simulation world;
  private final OffsetKey key;
  private final MemoryStore store;
  private final SimMember member;
  private final Mailbox mailbox;
  private final OwnedPartitions owned;
  private final PollLoop loop;
  private final SimWriter writer;
  private State state = State.RUNNING;
  private long sinceMillis;
  private long frozenUntil;
  private boolean waiting;
  private boolean gone;

  SimWorker(int number, Simulation world) {
    this.number = number;
    this.world = world;
    SimClock clock = world.clock();
    key = world.topic().key();
    store = new MemoryStore(world.database(), world.topic());
    member = world.newMember();
    mailbox = new Mailbox(new WaitingBatches(Duration.ZERO), clock);
    owned = new OwnedPartitions(clock::millis);
    BatchPool batches = new BatchPool(BatchLimits.of(ROWS, ChunkWidth.HOUR));
    SharedParts parts = world.parts();
    AgeLimits ages = new AgeLimits(Duration.ZERO, Duration.ZERO);
    loop =
        new PollLoop(
            member,
            mailbox,
            this,
            owned,
            new BatchFiller(parts.decoder(), ages, batches, mailbox, owned),
            new GroupProgress(member, owned, parts.ends(), parts.partitions()),
            clock);
    writer = writer(batches, clock, parts);
    member.join(loop);
  }

  private SimWriter writer(BatchPool batches, SimClock clock, SharedParts parts) {
    Failures failures =
        new Failures(
            new Outage("database", clock),
            new Outage("broker", clock),
            new Backoff(() -> 0),
            parts.batches());
    BatchWriter policy =
        new BatchWriter(
            mailbox,
            new WorkInHand(mailbox, batches),
            new KnownOffsets(clock),
            failures,
            new Outcomes(mailbox, new DeadLetterLimit(0), parts.batches()));
    TopicGuard guard = new TopicGuard(this::confirm, member::news);
    SimLetters letters = new SimLetters(world.ledger(), world.faults(), world.dice());
    CommandExecutor executor = new CommandExecutor(mailbox, store, letters, guard);
    return new SimWriter(this, world, policy, executor, mailbox, store);
  }

  private void confirm() {
    if (world.faults().strikes(Fault.BROKER)) {
      throw new TimeoutException("simulated");
    }
    store.requireSameTopic();
  }

  // The two threads

  /** A turn of the poll thread, if it is not in one. */
  void poll() {
    if (waiting || gone || isFrozen()) {
      return;
    }
    try {
      switch (state) {
        case RUNNING -> turn();
        case FLUSHING -> flush();
        case CANCELLING -> cancelled();
        case LEFT -> {}
      }
    } catch (WorkerGone e) {
      world.trace().note(() -> this + " was killed in a callback");
    } catch (RuntimeException | InterruptedException e) {
      world.failed(this, e);
    }
  }

  private void turn() {
    Duration timeout = loop.before();
    ConsumerRecords<byte[], byte[]> records = records(timeout);
    loop.after(records);
    if (records.nextOffsets().isEmpty()) {
      world.clock().pass(world.dice().below(1 + (int) timeout.toMillis()));
    } else {
      world.trace().note(() -> this + " polled to " + records.nextOffsets());
    }
  }

  private ConsumerRecords<byte[], byte[]> records(Duration timeout) {
    try {
      return member.poll(timeout);
    } catch (OffsetOutOfRangeException e) {
      world.trace().note(() -> this + " " + e.getMessage());
      loop.outOfRange();
    } catch (RetriableException e) {
      world.trace().note(() -> this + " could not poll");
    }
    return ConsumerRecords.empty();
  }

  /** A step of the writer thread. */
  void write() {
    if (gone || isFrozen() || writer.hasEnded()) {
      return;
    }
    try {
      writer.step();
    } catch (Exception e) {
      writer.rollback();
      mailbox.abandon();
      world.failed(this, e);
    }
  }

  // The end, as of the poll thread

  /** Asks the worker to stop. */
  void stop() {
    if (state == State.RUNNING) {
      mailbox.close();
      enter(State.FLUSHING);
    }
  }

  private void enter(State next) {
    state = next;
    sinceMillis = world.clock().millis();
  }

  private boolean hasPassed(Duration time) {
    return world.clock().millis() - sinceMillis >= time.toMillis();
  }

  private void flush() throws InterruptedException {
    if (mailbox.awaitDone(Duration.ZERO)) {
      leave();
    } else if (hasPassed(FLUSH)) {
      mailbox.giveUp(EVERY_GENERATION);
      cancel();
      enter(State.CANCELLING);
    }
  }

  private void cancelled() throws InterruptedException {
    boolean idle = mailbox.awaitIdle(Duration.ZERO);
    if (!idle && hasPassed(CANCEL)) {
      abort();
    }
    if (idle || hasPassed(CANCEL)) {
      leave();
    }
  }

  private void leave() {
    loop.end();
    member.close();
    enter(State.LEFT);
  }

  /** Work that was given up, as by a revocation, must not be begun. */
  void requireCurrent(int generation) {
    if (generation != owned.generation()) {
      throw new Violation(this + " begins work that was given up");
    }
  }

  /** Whether the topic was another one when the process started. */
  boolean isOfOldTopic() {
    return !key.equals(world.topic().key());
  }

  /** Whether a partition has no offset any more, and this process is not the one to put it back. */
  boolean lacksOffset() {
    return state != State.RUNNING // a batch was dropped, and the next one does not fit
        || owned.numbers().stream()
            .anyMatch(
                partition ->
                    !world.database().offsets().containsKey(partition)
                        && !store.hasInserted(partition));
  }

  /** Whether the process has ended by itself. */
  boolean hasEnded() {
    return state == State.LEFT && (writer.hasEnded() || hasPassed(CANCEL));
  }

  // What happens to it

  /** The process is gone. */
  void kill() {
    gone = true;
    writer.abandon();
    world.ledger().disturbed(member.partitions());
  }

  void freeze(int millis) {
    frozenUntil = world.clock().millis() + millis;
  }

  void thaw() {
    frozenUntil = 0;
  }

  boolean isFrozen() {
    return world.clock().millis() < frozenUntil;
  }

  SimMember member() {
    return member;
  }

  Set<Integer> partitions() {
    return owned.numbers();
  }

  /** Whether nothing that was read is still to be written. */
  boolean isAllWritten() {
    return mailbox.isAllWritten();
  }

  // The writer as the poll loop sees it

  @Override
  public boolean awaitIdle(Duration atMost) throws InterruptedException {
    long until = world.clock().millis() + atMost.toMillis();
    waiting = true;
    try {
      while (!mailbox.awaitIdle(Duration.ZERO) && world.clock().millis() < until) {
        world.step();
        if (gone) {
          throw new WorkerGone();
        }
      }
    } finally {
      waiting = false;
    }
    return mailbox.awaitIdle(Duration.ZERO);
  }

  /** Not used: a simulated worker ends step by step. */
  @Override
  public boolean awaitDone(Duration atMost) throws InterruptedException {
    return mailbox.awaitDone(Duration.ZERO);
  }

  @Override
  public void cancel() {
    writer.cancel();
  }

  @Override
  public void abort() {
    writer.abort();
  }

  @Override
  public String toString() {
    return "worker " + number + (state == State.RUNNING ? "" : " " + state);
  }
}
