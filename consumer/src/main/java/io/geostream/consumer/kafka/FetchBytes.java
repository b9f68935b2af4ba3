package io.geostream.consumer.kafka;

/**
 * How much a worker's Kafka client asks for, and polls, at once: enough that client and broker do
 * not wake each other for every few hundred records, and not more than the heap has room for.
 *
 * <p>An answer is one array, and a worker can have two from each broker: one whose records are
 * being polled and one that comes in. A batch of records that is larger than this still comes,
 * alone.
 *
 * @param answer the most bytes that a broker answers with, and that a poll brings once they are
 *     decompressed
 * @param ofPartition the most bytes of one partition in it
 */
public record FetchBytes(int answer, int ofPartition) {

  /** Twice as much was no quicker: docs/adr/0098-fetches-in-megabytes.md. */
  private static final int MOST = 6 << 20;

  /** So little of the heap that two answers from each of several brokers fit beside the batches. */
  private static final int SHARE_OF_HEAP = 32;

  /** So that an answer has something of each of a few partitions, and they advance side by side. */
  private static final int PARTITIONS = 3;

  /**
   * What suits a heap that some workers share.
   *
   * @param heapBytes the most that it may grow to
   * @param workers 1 or more
   */
  public static FetchBytes of(long heapBytes, int workers) {
    int answer = (int) Math.min(MOST, heapBytes / SHARE_OF_HEAP / workers);
    return new FetchBytes(answer, answer / PARTITIONS);
  }
}
