package io.geostream.consumer.worker;

import io.geostream.consumer.offsets.LogMismatchException;
import java.util.function.LongSupplier;

/**
 * Keeps records of a recreated topic from being written as if they were the old one's. Offsets
 * alone do not tell: the new log may have grown past the old one's end. So after each news that a
 * worker's Kafka consumer got of its topic, and before anything more is written, Kafka is asked for
 * the topic's id. If it is the old one still, all that was read before is of the old one, because
 * ids never come back. Used by the writer thread alone.
 */
final class TopicGuard {

  private static final long NEVER = -1;

  private final Runnable requireUnchanged;
  private final LongSupplier news;
  private long confirmed = NEVER;

  /**
   * @param requireUnchanged asks Kafka for the topic's id, and throws what {@link #confirm} does
   * @param news how often the consumer got news of its topic
   */
  TopicGuard(Runnable requireUnchanged, LongSupplier news) {
    this.requireUnchanged = requireUnchanged;
    this.news = news;
  }

  /**
   * Makes sure that all that was read so far is of the topic that the offsets are of.
   *
   * @throws org.apache.kafka.common.KafkaException if that cannot be told now
   * @throws LogMismatchException if some of it may be of another one
   */
  void confirm() {
    long heard = news.getAsLong();
    if (heard != confirmed) {
      requireUnchanged.run();
      confirmed = heard;
    }
  }
}
