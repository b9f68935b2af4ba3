package io.geostream.consumer.worker;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.RetriableException;

/** The poll thread of a worker: what {@link PollThread} does, a turn or a look at a time. */
final class SimPoller {

  private static final Duration FLUSH = Duration.ofMillis(2_500);
  private static final Duration CANCEL = Duration.ofSeconds(1);
  private static final int EVERY_GENERATION = Integer.MAX_VALUE;

  private enum State {
    RUNNING,
    FLUSHING,
    CANCELLING,
    LEFT
  }

  private final SimWorker worker;
  private final Simulation world;
  private final SimMember member;
  private final PollLoop loop;
  private final Mailbox mailbox;
  private final SimWriter writer;
  private State state = State.RUNNING;
  private long sinceMillis;

  SimPoller(
      SimWorker worker,
      Simulation world,
      SimMember member,
      PollLoop loop,
      Mailbox mailbox,
      SimWriter writer) {
    this.worker = worker;
    this.world = world;
    this.member = member;
    this.loop = loop;
    this.mailbox = mailbox;
    this.writer = writer;
  }

  void step() throws InterruptedException {
    switch (state) {
      case RUNNING -> turn();
      case FLUSHING -> flush();
      case CANCELLING -> cancelled();
      case LEFT -> {}
    }
  }

  private void turn() {
    Duration timeout = loop.before();
    ConsumerRecords<byte[], byte[]> records = poll(timeout);
    loop.after(records);
    if (records.nextOffsets().isEmpty()) {
      world.clock().pass(world.dice().below(1 + (int) timeout.toMillis()));
    } else {
      world.trace().note(() -> worker + " polled to " + records.nextOffsets());
    }
  }

  private ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    try {
      return member.poll(timeout);
    } catch (OffsetOutOfRangeException e) {
      world.trace().note(() -> worker + " reads what is not in the log: " + e.getMessage());
      worker.promiseWhatIsRead();
      loop.outOfRange();
    } catch (RetriableException e) {
      world.trace().note(() -> worker + " could not poll");
    }
    return ConsumerRecords.empty();
  }

  // The end

  /** Asks for a stop. */
  void stop() {
    if (state == State.RUNNING) {
      mailbox.close();
      enter(State.FLUSHING);
    }
  }

  boolean isStopping() {
    return state != State.RUNNING;
  }

  /**
   * Whether there is nothing to wait for any more.
   *
   * @param written whether the writer thread has ended
   */
  boolean hasLeft(boolean written) {
    return state == State.LEFT && (written || hasPassed(CANCEL));
  }

  private void flush() throws InterruptedException {
    if (mailbox.awaitDone(Duration.ZERO)) {
      writer.abort(); // at most a comparison is under way
      leave();
    } else if (hasPassed(FLUSH)) {
      mailbox.giveUp(EVERY_GENERATION);
      writer.cancel();
      enter(State.CANCELLING);
    }
  }

  private void cancelled() throws InterruptedException {
    boolean idle = mailbox.awaitIdle(Duration.ZERO);
    if (!idle && hasPassed(CANCEL)) {
      writer.abort();
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

  private void enter(State next) {
    state = next;
    sinceMillis = world.clock().millis();
  }

  private boolean hasPassed(Duration time) {
    return world.clock().millis() - sinceMillis >= time.toMillis();
  }
}
