package io.geostream.consumer.worker;

import io.geostream.consumer.batch.BatchPool;
import io.geostream.consumer.worker.Work.LoadPositions;
import io.geostream.consumer.worker.Work.WriteBatch;
import org.jspecify.annotations.Nullable;

/** The one piece of work that a writer has taken from its mailbox, if any. */
final class WorkInHand {

  private final Mailbox mailbox;
  private final BatchPool batches;
  private @Nullable LoadPositions request;
  private @Nullable BatchInHand batch;

  /**
   * @param batches takes the batches that are done
   */
  WorkInHand(Mailbox mailbox, BatchPool batches) {
    this.mailbox = mailbox;
    this.batches = batches;
  }

  void begin(Work work) {
    if (work instanceof LoadPositions positions) {
      request = positions;
    } else if (work instanceof WriteBatch write) {
      batch = new BatchInHand(write.batch());
    }
  }

  @Nullable LoadPositions request() {
    return request;
  }

  @Nullable BatchInHand batch() {
    return batch;
  }

  /** The generation that it belongs to, or another one if there is no work. */
  int generationOr(int other) {
    if (request != null) {
      return request.generation();
    }
    return batch == null ? other : batch.whole().generation();
  }

  /** It is done or dropped. */
  void end() {
    if (batch != null) {
      batches.recycle(batch.whole());
    }
    request = null;
    batch = null;
    mailbox.done();
  }
}
