package io.geostream.consumer.offsets;

/** How the stored offset of a partition fits the log that the partition has now. */
public enum LogComparison {

  /** The offset is within the log: a consumer goes on there. */
  FITS,

  /** The offset belongs to a topic that was deleted, and recreated under its name. */
  OTHER_TOPIC,

  /** The log begins after the offset: records were deleted before they were read. */
  CUT,

  /** The log ends before the offset: Kafka lost records that are in the table. */
  BEYOND_END;

  /**
   * Compares.
   *
   * @param topicId the id of the topic as it is now
   * @param begin the offset of the first record that is still there
   * @param end the offset after the last record, those of open transactions included
   */
  public static LogComparison of(StoredOffset stored, String topicId, long begin, long end) {
    if (!stored.topicId().equals(topicId)) {
      return OTHER_TOPIC;
    }
    if (stored.next() < begin) {
      return CUT;
    }
    return stored.next() > end ? BEYOND_END : FITS;
  }
}
