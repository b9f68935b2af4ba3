package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Retention deletes records before they are read: that is reported, and never skipped. */
@FaultScenario
final class LogCutIT {

  private static final int READ = 500;
  private static final int SENT = 4_000;

  /** Of each of two batches that wait for the database. */
  private static final int IN_HAND = 300;

  /** How long a broker keeps the question for records that are not there yet. */
  private static final Duration FETCH = Duration.ofMillis(200);

  @Test
  void recordsDeletedWhileTheConsumerWasStoppedAreReported(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(1);
        TopicLog log = new TopicLog(pipeline);
        Sender sender = Sender.of(pipeline)) {
      KnownSet read = sender.send(READ).sent();
      try (Program first = pipeline.consumer("first", "--drain")) {
        first.succeeds();
      }
      sender.send(SENT - READ);
      log.cut(0, 700);
      scenario.injectedIntoData();
      try (Program second = pipeline.consumer("second", "--drain")) {
        assertThat(second.fails()).contains(pipeline.topic(), "" + READ, "700", "200 records");
      }
      new EachReadingOnce(pipeline, scenario.tally()).holds(read);
      goesOnAt(pipeline, scenario.tally(), read, 700);
    }
  }

  @Test
  void recordsDeletedWhileTheConsumerLaggedAreReported(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(1);
        TopicLog log = new TopicLog(pipeline);
        Sender sender = Sender.of(pipeline);
        Program consumer = pipeline.consumer("behind", slow())) {
      new Stored(pipeline).awaitAll(sender.send(READ).sent());
      try (LockedTable rows = LockedTable.of(pipeline, "geospatial_metrics")) {
        sender.send(SENT - READ);
        rows.awaitWaiting();
        log.cut(0, 3_000);
        scenario.injectedIntoData();
        rows.unlock();
      }
      // What it had in hand is written; then it reports how far that was.
      String error = consumer.fails();
      long written = new Stored(pipeline).offsets();
      assertThat(written).isBetween(READ + 1L, 2_999L);
      assertThat(error).contains(pipeline.topic(), Long.toString(written), "3000");
      KnownSet sent = sender.sent();
      KnownSet first = new KnownSet(written, sent.start(), sent.apart(), List.of());
      new EachReadingOnce(pipeline, scenario.tally()).holds(first);
      goesOnAt(pipeline, scenario.tally(), first, 3_000);
    }
  }

  /** The loss begins where the reading ended, not where the writing did. */
  @Test
  void whatWasReadBeforeTheCutIsWrittenBeforeTheLossIsReported(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(1);
        TopicLog log = new TopicLog(pipeline);
        Sender sender = Sender.of(pipeline);
        Program consumer =
            pipeline.consumer(
                "reading", "--workers", "1", "-K", "fetch.max.wait.ms=" + FETCH.toMillis())) {
      new Stored(pipeline).awaitAll(sender.send(READ).sent());
      Fetched fetched = new Fetched(consumer);
      KnownSet read;
      try (LockedTable rows = LockedTable.of(pipeline, "geospatial_metrics")) {
        sender.send(IN_HAND);
        rows.awaitWaiting();
        read = sender.send(IN_HAND).sent(); // a second batch, which has room for more
        fetched.awaitRecords(read.readings());
        double answers = fetched.answers();
        consumer.process().freeze();
        Scenario.pass(FETCH.multipliedBy(5)); // what it asked for has been answered, with nothing
        sender.send(SENT - Math.toIntExact(read.readings()));
        log.cut(0, 3_000);
        scenario.injectedIntoData();
        consumer.process().thaw();
        fetched.awaitAnswers(answers + 2);
        Scenario.pass(FETCH.multipliedBy(5)); // by now a poll has found that the log is cut
        rows.unlock();
      }
      String error = consumer.fails();
      assertThat(new Stored(pipeline).offsets())
          .as("the stored offset, of what was read")
          .isEqualTo(read.readings());
      assertThat(error).contains(pipeline.topic(), "" + read.readings(), "3000");
      new EachReadingOnce(pipeline, scenario.tally()).holds(read);
      goesOnAt(pipeline, scenario.tally(), read, 3_000);
    }
  }

  /** Little is read ahead. */
  private static String[] slow() {
    return new String[] {
      "--workers", "1",
      "--batch-rows", "100",
      "-K", "max.partition.fetch.bytes=1024",
      "-K", "fetch.max.bytes=1024",
      "-K", "max.poll.records=100"
    };
  }

  /** As the operator decides. */
  private static void goesOnAt(Pipeline pipeline, Tally.Line tally, KnownSet first, long next)
      throws SQLException {
    pipeline.sql().run("UPDATE kafka_offsets SET next_offset = " + next);
    try (Program last = pipeline.consumer("last", "--drain")) {
      last.succeeds();
    }
    allButTheLostAreThereOnce(pipeline, first, next);
    pipeline
        .finalLooks()
        .put(EachReadingOnce.class, () -> allButTheLostAreThereOnce(pipeline, first, next));
    new EachBadRecordADeadLetter(pipeline, tally).holds(first);
  }

  private static void allButTheLostAreThereOnce(Pipeline pipeline, KnownSet first, long next)
      throws SQLException {
    assertThat(
            pipeline
                .sql()
                .rows(
                    String.format(
                        Locale.ROOT,
                        "SELECT count(*), count(DISTINCT n), count(*) FILTER (WHERE n < %d OR n >= %d) FROM %s",
                        first.readings(),
                        next,
                        Shapes.WEATHER.numbered())))
        .as("rows, different ones, those of before the loss and after it")
        .containsExactly(
            String.format(Locale.ROOT, "%1$d %1$d %1$d", first.readings() + SENT - next));
  }
}
