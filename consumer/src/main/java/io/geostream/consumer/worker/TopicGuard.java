package io.geostream.consumer.worker;

import io.geostream.consumer.offsets.LogMismatchException;
import java.util.function.LongSupplier;

/**
 * Prevents records of a recreated topic from being written as the old topic's. Offsets alone do not
 * show this: the new log may have grown past the old one's end. So after each metadata update of a
 * worker's Kafka consumer, and before the next write, Kafka is asked for the topic's id. If the id
 * is unchanged, everything read before is of the old topic, because ids are never reused. Used by
 * the writer thread alone.
 */
final class TopicGuard {

  private static final long NEVER = -1;

  private final Runnable requireUnchanged;
  private final LongSupplier news;
  private long confirmed = NEVER;

  /**
   * @param requireUnchanged asks Kafka for the topic's id, and throws what {@link #confirm} does
   * @param news how often the consumer got metadata of its topic
   */
  TopicGuard(Runnable requireUnchanged, LongSupplier news) {
    this.requireUnchanged = requireUnchanged;
    this.news = news;
  }

  /**
   * Makes sure that all that was read so far is of the topic that the offsets are of.
   *
   * @throws org.apache.kafka.common.KafkaException if that cannot be determined now
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
