package io.geostream.consumer.poll;

import io.geostream.consumer.batch.Batch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a worker's poll thread leaves work for its writer thread. This is where batches grow by
 * themselves: what is polled while a write is under way is added to the batch that waits, and the
 * writer takes all of it when it is free. Light load gives small batches at once, heavy load large
 * ones.
 *
 * <p>Work carries the generation of its positions. A generation is given up as a whole: when
 * partitions are revoked, or when the database shows that its positions are not the truth any more.
 */
final class Handoff {

  /** Something for the writer to do. */
  sealed interface Work permits LoadPositions, WriteBatch {
    /** The generation it belongs to. */
    int generation();
  }

  /** Find out where partitions go on. */
  record LoadPositions(int generation, Set<Integer> partitions) implements Work {}

  /** Write a batch. */
  record WriteBatch(Batch batch) implements Work {
    @Override
    public int generation() {
      return batch.generation();
    }
  }

  private final long lingerNanos;
  private final Deque<Batch> pending = new ArrayDeque<>();
  private @Nullable LoadPositions load;
  private @Nullable Work taken;
  private boolean hurried;
  private int givenUp = -1;
  private boolean closed;

  /**
   * @param linger how long a batch that is not full waits for more
   */
  Handoff(Duration linger) {
    this.lingerNanos = linger.toNanos();
  }

  /** Leaves a batch. */
  synchronized void offer(Batch batch) {
    if (!isGivenUp(batch.generation())) {
      pending.add(batch);
      notifyAll();
    }
  }

  /**
   * Takes the last batch that waits back, to be filled further and offered again: how small polls
   * become large batches while a write is under way. A batch that the writer is free to take stays.
   *
   * @return null if none waits that is of the generation and not full
   */
  synchronized @Nullable Batch reopen(int generation) {
    Batch last = pending.peekLast();
    boolean mustWait = taken != null || (lingering() && System.nanoTime() < ripeNanos());
    if (!mustWait || last == null || last.generation() != generation || last.isFull()) {
      return null;
    }
    return pending.removeLast();
  }

  /** Asks for the positions of partitions. */
  synchronized void offer(LoadPositions request) {
    load = request;
    notifyAll();
  }

  /**
   * Waits until another poll's records would find room, at most for the time given; says whether
   * they would.
   */
  synchronized boolean awaitSpace(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!hasSpace() && !closed) {
      if (!waitUntil(deadline)) {
        return hasSpace();
      }
    }
    return true;
  }

  private boolean hasSpace() {
    return pending.isEmpty() || (pending.size() == 1 && !pending.getFirst().isFull());
  }

  /**
   * Waits for work, at most for the time given. What was taken before counts as done.
   *
   * @return the work, or null if there is none in time, or none will come any more
   */
  synchronized @Nullable Work take(Duration atMost) throws InterruptedException {
    taken = null;
    notifyAll();
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      Work next = next();
      if (next != null) {
        taken = next;
        notifyAll();
        return next;
      }
      if (closed) {
        return null;
      }
      long until = lingering() ? Math.min(deadline, ripeNanos()) : deadline;
      if (!waitUntil(until) && System.nanoTime() >= deadline) {
        return null;
      }
    }
  }

  private @Nullable Work next() {
    if (load != null) {
      LoadPositions request = load;
      load = null;
      return request;
    }
    Batch first = pending.peekFirst();
    if (first == null || (lingering() && System.nanoTime() < ripeNanos())) {
      return null;
    }
    pending.removeFirst();
    return new WriteBatch(first);
  }

  private boolean lingering() {
    return lingerNanos > 0
        && !closed
        && !hurried
        && pending.size() == 1
        && !pending.getFirst().isFull();
  }

  private long ripeNanos() {
    return pending.getFirst().polledNanos() + lingerNanos;
  }

  /**
   * Gives a generation and all before it up: what waits is dropped, what is under way is dropped
   * when it fails.
   */
  synchronized void giveUp(int generation) {
    givenUp = Math.max(givenUp, generation);
    pending.removeIf(batch -> isGivenUp(batch.generation()));
    if (load != null && isGivenUp(load.generation())) {
      load = null;
    }
    notifyAll();
  }

  /** Whether work of the generation is wanted no more. */
  synchronized boolean isGivenUp(int generation) {
    return generation <= givenUp;
  }

  /**
   * Waits until the writer has nothing under way, at most for the time given; says whether that is
   * so.
   */
  synchronized boolean awaitIdle(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (taken != null) {
      if (!waitUntil(deadline)) {
        return taken == null;
      }
    }
    return true;
  }

  /**
   * Waits until all work of a generation is done, at most for the time given; meanwhile no batch
   * waits for more. Says whether it is done, and none of it was given up.
   */
  synchronized boolean awaitWritten(int generation, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    hurried = true;
    notifyAll();
    try {
      while (taken != null || !pending.isEmpty()) {
        if (!waitUntil(deadline)) {
          return false;
        }
      }
      return !closed && !isGivenUp(generation);
    } finally {
      hurried = false;
    }
  }

  /**
   * Waits before another try; ends early when the work is given up or the worker stops. Says
   * whether to try again.
   */
  synchronized boolean awaitRetry(int generation, Duration pause) throws InterruptedException {
    long deadline = System.nanoTime() + pause.toNanos();
    while (!closed && !isGivenUp(generation) && waitUntil(deadline)) {
      // woken for something else
    }
    return !closed && !isGivenUp(generation);
  }

  /** No more work will come. What waits is still given out. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** The writer is gone: nothing is under way, and nothing that waits will be done. */
  synchronized void abandon() {
    closed = true;
    pending.clear();
    load = null;
    taken = null;
    notifyAll();
  }

  /** Whether the worker stops and all work is done or given up. */
  synchronized boolean isDone() {
    return closed && pending.isEmpty() && load == null && taken == null;
  }

  /** Waits for {@link #isDone()}, at most for the time given; says whether it came. */
  synchronized boolean awaitDone(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!isDone()) {
      if (!waitUntil(deadline)) {
        return isDone();
      }
    }
    return true;
  }

  /** Waits to be notified; false once the deadline has passed. */
  @SuppressWarnings("WaitNotInLoop") // the callers loop, each with a condition of its own
  private boolean waitUntil(long deadlineNanos) throws InterruptedException {
    long left = deadlineNanos - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    wait(left / 1_000_000, (int) (left % 1_000_000));
    return true;
  }
}
