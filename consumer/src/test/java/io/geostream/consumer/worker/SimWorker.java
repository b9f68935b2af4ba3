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
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.errors.TimeoutException;

/** A worker in a process of its own: the real parts, and what their two threads do by turns. */
final class SimWorker {

  private static final int ROWS = 4;

  private final int number;
  private final Simulation world;
  private final OffsetKey key;
  private final MemoryStore store;
  private final SimMember member;
  private final Mailbox mailbox;
  private final OwnedPartitions owned;
  private final TopicGuard guard = new TopicGuard(this::confirm, this::news);
  private final SimWriter writer;
  private final SimPoller poller;
  private long frozenUntil;
  private long news;
  private boolean polling;
  private Promise promise;
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
    writer = writer(batches, clock, world.parts());
    PollLoop loop = loop(batches, clock, world.parts());
    poller = new SimPoller(this, world, member, loop, mailbox, writer);
    promise = new Promise(world, owned.generation());
    member.join(loop);
  }

  private PollLoop loop(BatchPool batches, SimClock clock, SharedParts parts) {
    AgeLimits ages = new AgeLimits(Duration.ZERO, Duration.ZERO);
    return new PollLoop(
        member,
        mailbox,
        new SimUnderWay(world, this, mailbox, writer),
        owned,
        new BatchFiller(parts.decoder(), ages, batches, mailbox, owned, clock),
        new GroupProgress(member, owned, parts.ends(), parts.partitions()),
        clock);
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
    SimLetters letters = new SimLetters(world.ledger(), world.faults(), world.dice());
    CommandExecutor executor = new CommandExecutor(mailbox, store, letters, guard);
    return new SimWriter(this, world, policy, executor, mailbox, store);
  }

  /** Before a command, as a transaction begins after the topic was asked for. */
  void confirmTopic() {
    news = member.news();
    guard.confirm();
  }

  private void confirm() {
    if (world.faults().strikes(Fault.BROKER)) {
      throw new TimeoutException("simulated");
    }
    store.requireSameTopic();
  }

  /** What the member had heard of its topic when the command began. */
  private long news() {
    return news;
  }

  // The two threads

  /** A turn of the poll thread, if it is not in one. */
  void poll() {
    if (polling || gone || isFrozen()) {
      return;
    }
    polling = true;
    try {
      poller.step();
      if (promise.isOver(owned.generation())) {
        promise = new Promise(world, owned.generation());
      }
    } catch (WorkerGone e) {
      world.trace().note(() -> this + " was killed in a callback");
    } catch (RuntimeException | InterruptedException e) {
      world.failed(this, e);
    } finally {
      polling = false;
    }
  }

  /** The log lacks what comes next, but not what was read. */
  void promiseWhatIsRead() {
    promise.isMade(owned.positions());
  }

  /** Ends a callback whose process is gone. */
  void requireAlive() {
    if (gone) {
      throw new WorkerGone();
    }
  }

  /** A step of the writer thread. */
  void write() {
    if (gone || isFrozen() || writer.hasEnded()) {
      return;
    }
    try {
      writer.step();
    } catch (SQLException | RuntimeException | InterruptedException e) {
      writer.rollback();
      mailbox.abandon();
      world.failed(this, e);
    }
  }

  /** Asks the worker to stop. */
  void stop() {
    poller.stop();
  }

  // Its state

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
    return poller.isStopping() // a batch was dropped, and the next one does not fit
        || owned.numbers().stream().anyMatch(store::cannotPutBack)
        || writer.loading().stream().anyMatch(store::cannotPutBack);
  }

  /** Whether the process has ended by itself, or is to be killed. */
  boolean hasEnded() {
    return poller.hasLeft(writer.hasEnded());
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

  @Override
  public String toString() {
    return "worker " + number;
  }
}
