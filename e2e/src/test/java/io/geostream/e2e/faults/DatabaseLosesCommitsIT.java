package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database loses commits that it had acknowledged, and nothing more is sent. */
@FaultScenario
@Tag("core")
final class DatabaseLosesCommitsIT {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Of two workers, each with a partition. */
  private static final int READINGS = 250;

  @Test
  void readingsThatTheDatabaseLostAreWrittenAgainAlthoughNothingIsSent(Scenario scenario)
      throws Exception {
    try (ForgetfulServer forgetful = ForgetfulServer.start();
        Pipeline pipeline = scenario.pipeline(forgetful.server(), 4);
        Sender sender = Sender.of(pipeline);
        Program consumer = pipeline.consumer("consumer", "--workers", "2")) {
      new Group(pipeline).awaitAtWork(2, consumer);
      new EachReadingOnce(pipeline, scenario.tally()).holds(sender.send(READINGS).sent());

      forgetful.keepsInMemory();
      KnownSet sent = sender.send(READINGS).sent();
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      losesSome(scenario, forgetful, pipeline, consumer, sent);

      new AllThere(pipeline, scenario.tally()).within(LIMIT, sent);
      consumer.awaitReady();
      consumer.stopsOnSigterm();
    }
  }

  /** One partition is written, and nothing more comes in it; the other one waits for a lock. */
  @Test
  void aDrainEndsAlthoughTheDatabaseLostWhatWasWrittenForIt(Scenario scenario) throws Exception {
    try (ForgetfulServer forgetful = ForgetfulServer.start();
        Pipeline pipeline = scenario.pipeline(forgetful.server(), 2);
        Program empty = pipeline.consumer("empty", "--drain");
        Sender sender = Sender.of(pipeline)) {
      empty.succeeds(); // the schema and the first offsets survive
      Gate gate = Gate.ofRow(pipeline.sql(), "n" + (2 * READINGS - 1), 0);
      KnownSet sent = sender.into(0).send(READINGS).into(1).send(READINGS).sent();
      forgetful.keepsInMemory();
      try (Gate.Closed closed = gate.close(pipeline.database());
          Program drain = pipeline.consumer("drain", "--workers", "2", "--drain")) {
        closed.awaitCaught();
        new Stored(pipeline).awaitPartition(0, READINGS);
        losesSome(scenario, forgetful, pipeline, drain, sent);

        new AllThere(pipeline, scenario.tally()).within(LIMIT, sent);
        drain.succeeds();
      }
    }
  }

  /** The consumer stands still meanwhile, so that what is missing is seen. */
  private static void losesSome(
      Scenario scenario,
      ForgetfulServer forgetful,
      Pipeline pipeline,
      Program consumer,
      KnownSet sent)
      throws Exception {
    consumer.process().freeze();
    forgetful.crashes();
    scenario.injected();
    assertThat(pipeline.sql().readings())
        .as("rows that the server still has")
        .isLessThan(sent.readings() / 2 + 1);
    consumer.process().thaw();
  }
}
