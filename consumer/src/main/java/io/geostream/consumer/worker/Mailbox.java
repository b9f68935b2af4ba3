package io.geostream.consumer.worker;

import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.worker.Work.LoadPositions;
import io.geostream.consumer.worker.Work.WriteBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the two threads of a worker meet: work goes from the poll loop to the writer, reports come
 * back. Work belongs to a generation of positions, which is given up as a whole.
 */
final class Mailbox {

  private final WaitingBatches waiting;
  private final LongSupplier nanoTime;
  private final List<Report> reports = new ArrayList<>();
  private @Nullable LoadPositions request;
  private boolean busy;
  private boolean hurried;
  private boolean closed;
  private int givenUp = -1;

  Mailbox(WaitingBatches waiting, LongSupplier nanoTime) {
    this.waiting = waiting;
    this.nanoTime = nanoTime;
  }

  // The poll loop's side

  synchronized void offer(Batch batch) {
    if (!isGivenUp(batch.generation())) {
      waiting.add(batch);
      notifyAll();
    }
  }

  synchronized void request(LoadPositions positions) {
    if (!isGivenUp(positions.generation())) {
      request = positions;
      notifyAll();
    }
  }

  /**
   * Takes the last batch that waits back, to be filled further and offered again; null if none of
   * the generation has room. A batch that the writer is free to take stays.
   */
  synchronized @Nullable Batch reopen(int generation) {
    boolean mustWait = busy || waiting.nanosToLinger(nanoTime.getAsLong(), isHurried()) > 0;
    return mustWait ? waiting.reopen(generation) : null;
  }

  /** Whether there is room for another poll's records. */
  synchronized boolean hasRoom() {
    return waiting.haveRoom();
  }

  /** Waits until there is room, at most for the time given. */
  synchronized void awaitRoom(Duration atMost) throws InterruptedException {
    boolean unused = await(atMost, () -> waiting.haveRoom() || closed);
  }

  /** What the writer has reported since the last call, in its order. */
  synchronized List<Report> reports() {
    List<Report> taken = List.copyOf(reports);
    reports.clear();
    return taken;
  }

  /** Gives a generation up, and all before it: what waits is dropped. */
  synchronized void giveUp(int generation) {
    givenUp = Math.max(givenUp, generation);
    waiting.drop(this::isGivenUp);
    if (request != null && isGivenUp(request.generation())) {
      request = null;
    }
    notifyAll();
  }

  /** Whether no batch waits or is under way. */
  synchronized boolean isAllWritten() {
    return !busy && waiting.isEmpty();
  }

  /**
   * Waits until all batches of a generation are written, at most for the time given; says whether
   * they are, and none was given up. Meanwhile none lingers.
   */
  synchronized boolean awaitWritten(int generation, Duration atMost) throws InterruptedException {
    hurried = true;
    notifyAll();
    try {
      boolean done = await(atMost, this::isAllWritten);
      return done && !closed && !isGivenUp(generation);
    } finally {
      hurried = false;
    }
  }

  /** Waits until the writer has nothing under way, at most for the time given; says whether. */
  synchronized boolean awaitIdle(Duration atMost) throws InterruptedException {
    return await(atMost, () -> !busy);
  }

  /** No more work will come. Waiting work is still handed out. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Waits until the mailbox is closed and all work done or given up; says whether it is. */
  synchronized boolean awaitDone(Duration atMost) throws InterruptedException {
    return await(atMost, this::isDone);
  }

  // The writer's side

  /**
   * Waits for work, at most for the time given; null if there is none. It is under way until {@link
   * #done}.
   */
  synchronized @Nullable Work take(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    Work next = next();
    while (next == null && !closed) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return null;
      }
      long linger = waiting.nanosToLinger(nanoTime.getAsLong(), isHurried());
      waitFor(linger > 0 ? Math.min(left, linger) : left);
      next = next();
    }
    return next;
  }

  private @Nullable Work next() {
    Work next = request;
    request = null;
    if (next == null) {
      Batch first = waiting.take(nanoTime.getAsLong(), isHurried());
      next = first == null ? null : new WriteBatch(first);
    }
    if (next != null) {
      busy = true;
      notifyAll();
    }
    return next;
  }

  private boolean isHurried() {
    return hurried || closed;
  }

  /** The work taken last is done, or dropped. */
  synchronized void done() {
    busy = false;
    notifyAll();
  }

  /** Reports to the poll loop; a generation that is fenced is given up. */
  synchronized void report(Report report) {
    if (report instanceof Report.Fenced fenced) {
      giveUp(fenced.generation());
    }
    reports.add(report);
    notifyAll();
  }

  /** Waits before another attempt; ends early if the work is given up. */
  synchronized void awaitRetry(int generation, Duration pause) throws InterruptedException {
    boolean unused = await(pause, () -> !isWanted(generation));
  }

  /** Whether anything of a generation is to be tried again. */
  synchronized boolean isWanted(int generation) {
    return !closed && !isGivenUp(generation);
  }

  synchronized boolean isGivenUp(int generation) {
    return generation <= givenUp;
  }

  /** Whether the mailbox is closed and all work done or given up. */
  synchronized boolean isDone() {
    return closed && request == null && isAllWritten();
  }

  /** The writer is gone: nothing is under way, and nothing that waits will be written. */
  synchronized void abandon() {
    closed = true;
    request = null;
    waiting.clear();
    done();
  }

  private boolean await(Duration atMost, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      waitFor(left);
    }
    return true;
  }

  @SuppressWarnings("WaitNotInLoop") // the callers loop, each with a condition of its own
  private void waitFor(long nanos) throws InterruptedException {
    wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
  }
}
