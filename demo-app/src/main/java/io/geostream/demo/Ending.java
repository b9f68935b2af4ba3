package io.geostream.demo;

import io.geostream.demo.actions.BadRecordSender;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The end in good order: first what fills, then what drains, then the count. */
final class Ending {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration METRICS = Duration.ofSeconds(2);
  private static final Duration STEP = Duration.ofMillis(100);

  private final Pipeline pipeline;
  private final DeadLetterTopic letters;
  private final Screen screen;
  private final Runnable lastLook;

  /**
   * @param lastLook is run when all is written and the consumer can still be asked
   */
  Ending(Pipeline pipeline, DeadLetterTopic letters, Screen screen, Runnable lastLook) {
    this.pipeline = pipeline;
    this.letters = letters;
    this.screen = screen;
    this.lastLook = lastLook;
  }

  /**
   * Stops both daemons and counts. The servers still run afterwards.
   *
   * @param rowsBefore rows of this run's time that were there before it
   */
  FinalCheck stopAndCheck(long rowsBefore) throws SQLException, InterruptedException {
    screen.say("");
    screen.say("Stopping: the producer, then the consumer once it has written all.");
    pipeline.database().power().ensureRunning();
    // Before the producer's end, after which it cannot be asked: Kafka has these and perhaps more.
    long acknowledged = pipeline.sample(Duration.ZERO).acknowledged().orElse(0);
    pipeline.producer().close();
    BadRecordSender.Sent badRecords = pipeline.badRecords().total();
    long records = pipeline.broker().records(letters.topic());
    drain(records);
    awaitMetrics();
    lastLook.run();
    pipeline.consumer().close();
    return new FinalCheck(
        acknowledged + badRecords.acknowledged(),
        records,
        badRecords.acknowledged(),
        pipeline.table().rows() - rowsBefore,
        letters.distinct(),
        pipeline.table().consumed(),
        pipeline.database().own());
  }

  /** Waits until all is in the table; no longer than it makes progress. */
  private void drain(long records) throws SQLException, InterruptedException {
    long consumed = pipeline.table().consumed();
    long giveUp = System.nanoTime() + TIMEOUT.toNanos();
    while (consumed < records && System.nanoTime() < giveUp) {
      screen.passing(String.format(Locale.ROOT, "%,d records to go", records - consumed));
      TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
      pipeline.consumer().requireAlive();
      long now = pipeline.table().consumed();
      if (now > consumed) {
        giveUp = System.nanoTime() + TIMEOUT.toNanos();
      }
      consumed = now;
    }
  }

  /**
   * The consumer counts what it has committed a moment later, and the last look is to show it. No
   * longer than that: a batch whose answer was lost is never counted.
   */
  private void awaitMetrics() throws SQLException, InterruptedException {
    long consumed = pipeline.table().consumed();
    long giveUp = System.nanoTime() + METRICS.toNanos();
    while (counted(pipeline.sample(Duration.ZERO)) < consumed && System.nanoTime() < giveUp) {
      TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
    }
  }

  private static long counted(Sample sample) {
    return sample.written().orElse(0) + sample.deadLetters().orElse(0);
  }
}
