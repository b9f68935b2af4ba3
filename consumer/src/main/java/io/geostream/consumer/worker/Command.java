package io.geostream.consumer.worker;

import io.geostream.consumer.batch.Batch;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;

/** What a writer does next. */
sealed interface Command {

  /** Take work from the mailbox, waiting for it at most for the time given. */
  record Take(Duration atMost) implements Command {}

  /** Load the stored offsets of partitions. */
  record Load(Set<Integer> partitions) implements Command {}

  /**
   * Compare the stored offsets with those that are known.
   *
   * @param known by partition, the next offset
   * @param rowsMustExist whether a missing row is a fault; after a fault the database may have lost
   *     it
   */
  record Compare(SortedMap<Integer, Long> known, boolean rowsMustExist) implements Command {}

  /** Find the messages that the database refuses, without writing any. */
  record FindRefused(Batch part) implements Command {}

  /** Send the part's bad records to the dead-letter topic. */
  record SendLetters(Batch part) implements Command {}

  /**
   * Write a part and advance its offsets.
   *
   * @param plain whether to write in the same way as the search for refused rows
   */
  record Write(Batch part, boolean plain) implements Command {}

  /** Wait before another attempt, at most until the generation is given up. */
  record Pause(int generation, Duration length) implements Command {}

  /** End: all work is done or given up, and no more will come. */
  record Stop() implements Command {}
}
