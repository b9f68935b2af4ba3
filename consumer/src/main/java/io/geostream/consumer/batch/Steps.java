package io.geostream.consumer.batch;

/** Makes sure that a batch advances past all that is in it. */
public final class Steps {

  private Steps() {}

  /**
   * Looks at each message and dead letter of a batch: one that the batch does not advance past
   * would be written again with the next batch.
   *
   * @throws IllegalStateException if there is one
   */
  public static void requireAll(Batch batch) {
    RecordLog sources = batch.sources();
    int partition = 0;
    Advance advance = null;
    for (int message = 0; message < sources.count(); message++) {
      if (advance == null || sources.partition(message) != partition) {
        partition = sources.partition(message);
        advance = batch.advances().get(partition);
      }
      if (advance == null || !advance.covers(sources.offset(message))) {
        throw notCovered(batch, partition, sources.offset(message));
      }
    }
    for (DeadLetter letter : batch.deadLetters()) {
      if (!batch.covers(letter)) {
        throw notCovered(batch, letter.record().partition(), letter.record().offset());
      }
    }
  }

  private static IllegalStateException notCovered(Batch batch, int partition, long offset) {
    return new IllegalStateException(
        "a batch has partition "
            + partition
            + " offset "
            + offset
            + ", but advances from and to "
            + batch.advances());
  }
}
