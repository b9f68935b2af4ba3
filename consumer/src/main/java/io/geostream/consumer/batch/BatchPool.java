package io.geostream.consumer.batch;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Makes a worker's batches, from the buffers of those that are done: some megabytes each, which the
 * garbage collector would otherwise have to find room for many times a second. Safe to use from any
 * thread.
 */
public final class BatchPool {

  /** One is filled while one waits and one is written. */
  private static final int KEPT = 3;

  private final BatchLimits limits;
  private final Queue<Buffers> free = new ArrayBlockingQueue<>(KEPT);

  /** Makes batches that are kept within the limits. */
  public BatchPool(BatchLimits limits) {
    this.limits = limits;
  }

  /**
   * An empty batch.
   *
   * @param generation which loading of positions its records were read after
   * @param polledNanos when its first record was polled, by {@link System#nanoTime()}
   */
  public Batch begin(int generation, long polledNanos) {
    Buffers used = free.poll();
    if (used == null) {
      return new Batch(generation, polledNanos, limits);
    }
    used.clear();
    return new Batch(generation, polledNanos, limits, used);
  }

  /**
   * The batch is done: its rows and records are not read any more. Buffers that are much too large
   * for it, from heavier times, are left to the garbage collector, as is one too many.
   */
  public void recycle(Batch batch) {
    if (!batch.buffers().areMuchTooLarge()) {
      boolean unused = free.offer(batch.buffers());
    }
  }
}
