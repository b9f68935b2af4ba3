package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A consumer stands still in mid-COPY, past its session, and wakes up when others went on. */
@FaultScenario
@Tag("core")
final class WriterFrozenIT {

  private static final Duration OTHERS_AT_WORK = Duration.ofSeconds(10);

  private static final String[] ONE_WORKER = {
    "--workers", "1", "-K", "session.timeout.ms=6000", "-K", "heartbeat.interval.ms=300"
  };

  /** Enough rows for several messages, the first of which reaches the server. */
  private static final String[] LARGE_BATCH = {"--linger", "1s"};

  private static final String CHUNK_IN_THE_MAKING =
      "SELECT count(*) FROM pg_locks WHERE granted AND mode = 'ShareUpdateExclusiveLock'"
          + " AND relation = 'geospatial_metrics'::regclass";

  private static final String COPIES_WITHOUT_CLIENT =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
          + " AND state = 'active' AND wait_event = 'ClientRead'";

  /** Who makes a chunk locks out others that want to make one, until its transaction ends. */
  @Test
  @RequiresTimescaleDb
  void inAChunkThatItJustMadeItBlocksNoOther(Scenario scenario) throws Exception {
    freezes(scenario, true);
  }

  /** No one is blocked, so its transaction is not ended: it goes on with it when it wakes up. */
  @Test
  void inAChunkThatWasThereItWritesNothingTwice(Scenario scenario) throws Exception {
    freezes(scenario, false);
  }

  private static void freezes(Scenario scenario, boolean newChunk) throws Exception {
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(3, ChronoUnit.HOURS);
    try (Pipeline pipeline = scenario.pipeline(2);
        PostgresProxy proxy = PostgresProxy.inFrontOf(pipeline.database().jdbcUrl());
        Sender sender = Sender.from(pipeline, hour, 300);
        Program frozen =
            pipeline
                .into(Rerouted.over(pipeline.database(), proxy.jdbcUrl()))
                .withConsumerFlags(LARGE_BATCH)
                .consumer("frozen", ONE_WORKER);
        Program other = pipeline.consumer("other", ONE_WORKER)) {
      Group group = new Group(pipeline);
      group.awaitAtWork(2, frozen, other);
      sender.send(newChunk ? 0 : 20);
      new EachReadingOnce(pipeline, scenario.tally()).holds(sender.sent());

      proxy.faults().holdNextCopy();
      sender.into(group.partitionsOf(frozen).get(0)).send(1_000);
      await().atMost(Program.LONG).until(proxy.faults()::isCopyHeld);
      if (newChunk) {
        await().atMost(Program.LONG).until(() -> pipeline.sql().number(CHUNK_IN_THE_MAKING) > 0);
      }
      frozen.process().freeze();
      scenario.injected();
      sender.byKey().send(1_000);
      BackAtWork.of(other, scenario.tally()).within(OTHERS_AT_WORK);
      new EachReadingOnce(pipeline, scenario.tally()).holds(sender.sent());
      assertThat(other.metric("geostream_terminated_backends_total"))
          .as("backends that the other one terminated")
          .isEqualTo(newChunk ? 1 : 0);
      assertThat(pipeline.sql().number(COPIES_WITHOUT_CLIENT))
          .as("transactions with which the frozen writer goes on when it wakes up")
          .isEqualTo(newChunk ? 0 : 1);

      frozen.process().thaw();
      proxy.faults().release();
      KnownSet sent = sender.send(1_000).sent();
      group.awaitAtWork(2, frozen, other);
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
    }
  }
}
