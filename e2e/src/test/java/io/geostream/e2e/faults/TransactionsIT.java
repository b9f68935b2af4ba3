package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

@FaultScenario
final class TransactionsIT {

  private static final int PARTITIONS = 3;
  private static final long NEVER_COMMITTED = 1_000_000;

  @Test
  void abortedReadingsStayOutAndATopicThatEndsInMarkersIsReadToItsEnd(Scenario scenario)
      throws Exception {
    Instant start = Instant.now().minus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.MILLIS);
    try (Pipeline pipeline = scenario.pipeline(PARTITIONS);
        TopicLog log = new TopicLog(pipeline);
        TransactionalSender good = new TransactionalSender(pipeline, PARTITIONS, start, 0);
        TransactionalSender bad =
            new TransactionalSender(pipeline, PARTITIONS, start, NEVER_COMMITTED)) {
      for (int round = 1; round <= scenario.scaled(25); round++) {
        interleave(scenario, good, bad);
      }
      KnownSet sent = new KnownSet(good.next(), start, KnownReading.APART, List.of());
      try (Program consumer = pipeline.consumer("consumer", "--workers", "2")) {
        new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
        hasNoLag(consumer);
        abort(scenario, bad);
        new Stored(pipeline).await(end(log));
        hasNoLag(consumer);
        consumer.stopsOnSigterm();
      }
      abort(scenario, bad);
      try (Program drain = pipeline.consumer("drain", "--drain")) {
        drain.succeeds();
      }
      assertThat(new Stored(pipeline).offsets()).isEqualTo(end(log));
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
    }
  }

  /** Two transactions at a time, whose records lie between each other's. */
  private static void interleave(
      Scenario scenario, TransactionalSender good, TransactionalSender bad) {
    good.begin();
    bad.begin();
    for (int turn = 0; turn < 4; turn++) {
      good.send(1 + scenario.random().nextInt(20));
      bad.send(1 + scenario.random().nextInt(20)).sendBadRecords();
    }
    if (scenario.random().nextBoolean()) {
      good.commit();
      bad.abort();
    } else {
      bad.abort();
      good.commit();
    }
    scenario.injectedIntoData();
  }

  /** A transaction in each partition, after all others. */
  private static void abort(Scenario scenario, TransactionalSender bad) {
    bad.begin();
    bad.send(2 * PARTITIONS).sendBadRecords().abort();
    scenario.injectedIntoData();
  }

  private static void hasNoLag(Program consumer) {
    await()
        .atMost(Program.LONG)
        .untilAsserted(
            () -> {
              assertThat(consumer.metrics().partitions("kafka_queue_size")).hasSize(PARTITIONS);
              assertThat(consumer.metric("kafka_queue_size")).isZero();
              assertThat(consumer.metric("geostream_lag_seconds")).isZero();
            });
  }

  private static long end(TopicLog log) {
    long end = 0;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      end += log.end(partition);
    }
    return end;
  }
}
