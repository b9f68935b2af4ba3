package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.e2e.Program;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** A consumer stands still in mid-COPY, past its session, and wakes up when others went on. */
@FaultScenario
final class WriterFrozenIT {

  /** Ten seconds, less the session of 6 s after which the group gives its partitions away. */
  private static final Duration OTHERS_AT_WORK = Duration.ofSeconds(4);

  private static final String[] ONE_WORKER = {
    "--workers", "1", "-K", "session.timeout.ms=6000", "-K", "heartbeat.interval.ms=300"
  };

  /** Whoever makes a chunk locks others out that want to make one, until its transaction ends. */
  @Test
  void inAChunkThatItJustMadeItHoldsUpNobody(Scenario scenario) throws Exception {
    freezes(scenario, true);
  }

  /** Nobody is blocked, so nobody ends its transaction: it goes on with it when it wakes up. */
  @Test
  void inAChunkThatWasThereItWritesNothingTwice(Scenario scenario) throws Exception {
    freezes(scenario, false);
  }

  private static void freezes(Scenario scenario, boolean newChunk) throws Exception {
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(3, ChronoUnit.HOURS);
    try (Pipeline pipeline = scenario.pipeline(1);
        PostgresProxy proxy = PostgresProxy.inFrontOf(pipeline.database().jdbcUrl());
        Sender sender = Sender.from(pipeline, hour, 300);
        Program frozen =
            pipeline
                .into(Rerouted.over(pipeline.database(), proxy.jdbcUrl()))
                .consumer("frozen", ONE_WORKER)) {
      new Group(pipeline).awaitAtWork(1, frozen);
      if (!newChunk) {
        sender.send(10);
        new EachReadingOnce(pipeline.sql(), scenario.tally()).holds(sender.sent());
      }
      proxy.faults().holdNextCopy();
      sender.send(2_000);
      await().atMost(Program.LONG).until(proxy.faults()::isCopyHeld);
      frozen.process().freeze();
      scenario.injected();
      try (Program other = pipeline.consumer("other", ONE_WORKER)) {
        await().atMost(Program.LONG).until(() -> other.log().contains("assigned"));
        new BackAtWork(pipeline.sql(), scenario.tally()).within(OTHERS_AT_WORK);
        assertThat(other.log().contains("terminated backend")).as(other.log()).isEqualTo(newChunk);
        new EachReadingOnce(pipeline.sql(), scenario.tally()).holds(sender.sent());

        frozen.process().thaw();
        proxy.faults().release();
        KnownSet sent = sender.send(1_000).sent();
        new Group(pipeline).awaitAtWork(2, frozen, other);
        new EachReadingOnce(pipeline.sql(), scenario.tally()).holds(sent);
        new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
        assertThat(frozen.metric("geostream_fenced_batches_total")).as("fenced").isOne();
      }
    }
  }
}
