package io.geostream.consumer.worker;

import io.geostream.consumer.batch.Batch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The batches that wait for a writer. Batches grow by themselves: what is polled during a write is
 * added to the batch that waits, so light load gives small batches at once, heavy load large ones.
 */
final class WaitingBatches {

  private final Deque<Batch> waiting = new ArrayDeque<>();
  private final long lingerNanos;

  /**
   * @param linger how long a batch that is not full waits for more
   */
  WaitingBatches(Duration linger) {
    lingerNanos = linger.toNanos();
  }

  void add(Batch batch) {
    waiting.add(batch);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Whether there is room for another poll's records. */
  boolean haveRoom() {
    return waiting.isEmpty() || (waiting.size() == 1 && !waiting.getFirst().isFull());
  }

  /** Takes the last batch back, to be filled further; null if it is another's or full. */
  @Nullable Batch reopen(int generation) {
    Batch last = waiting.peekLast();
    if (last == null || last.generation() != generation || last.isFull()) {
      return null;
    }
    return waiting.removeLast();
  }

  /** Takes the first batch, if there is one that need not wait for more. */
  @Nullable Batch take(long nowNanos, boolean hurried) {
    return nanosToLinger(nowNanos, hurried) > 0 ? null : waiting.pollFirst();
  }

  /** How long the only batch still waits for more, in nanoseconds; 0 if it does not. */
  long nanosToLinger(long nowNanos, boolean hurried) {
    if (hurried || lingerNanos == 0 || waiting.size() != 1 || waiting.getFirst().isFull()) {
      return 0;
    }
    return Math.max(0, waiting.getFirst().polledNanos() + lingerNanos - nowNanos);
  }

  /** Drops the batches of generations that are not wanted any more. */
  void drop(IntPredicate generation) {
    waiting.removeIf(batch -> generation.test(batch.generation()));
  }

  void clear() {
    waiting.clear();
  }
}
