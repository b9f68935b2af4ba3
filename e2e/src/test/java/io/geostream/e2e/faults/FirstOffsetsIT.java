package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Where a group begins is decided once. With {@code --start latest}, a beginning that is forgotten
 * and decided again leaves out what came in between.
 */
@FaultScenario
final class FirstOffsetsIT {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int PARTITIONS = 4;
  private static final int READINGS = 250;
  private static final String[] LATEST = {"--workers", "2", "--start", "latest"};

  /** Older than the group: it would be a dead letter if it were read. */
  private static final BadRecord OLDER = BadRecord.bare("older than the group", "not-json");

  @Test
  void theFirstOffsetsSurviveACrashOfTheServer(Scenario scenario) throws Exception {
    try (ForgetfulServer forgetful = ForgetfulServer.start();
        Pipeline pipeline = scenario.pipeline(forgetful.server(), PARTITIONS);
        Sender sender = Sender.of(pipeline).send(OLDER)) {
      migrate(pipeline);
      forgetful.keepsInMemory();
      try (Program first = pipeline.consumer("first", LATEST)) {
        awaitBegun(pipeline, first);
        first.process().kill();
      }
      forgetful.crashes();
      scenario.injected();
      KnownSet sent = newerOf(sender.send(READINGS).sent());
      try (Program second = pipeline.consumer("second", LATEST)) {
        second.awaitReady();
        holds(scenario, pipeline, sent);
        second.stopsOnSigterm();
      }
    }
  }

  @Test
  void aConsumerThatOutlivesTheCrashGoesOnWhereItBegan(Scenario scenario) throws Exception {
    try (ForgetfulServer forgetful = ForgetfulServer.start();
        Pipeline pipeline = scenario.pipeline(forgetful.server(), PARTITIONS);
        Sender sender = Sender.of(pipeline).send(OLDER)) {
      migrate(pipeline);
      forgetful.keepsInMemory();
      try (Program consumer = pipeline.consumer("consumer", LATEST)) {
        awaitBegun(pipeline, consumer);
        forgetful.crashes();
        scenario.injected();
        KnownSet sent = newerOf(sender.send(READINGS).sent());
        new AllThere(pipeline, scenario.tally()).within(LIMIT, sent);
        holds(scenario, pipeline, sent);
        consumer.awaitReady();
        consumer.stopsOnSigterm();
      }
    }
  }

  /** The standby has none of the readings and none of the offsets. */
  @Test
  void aStandbyWithoutOffsetsGetsAllThatCameSinceTheConsumerBegan(Scenario scenario)
      throws Exception {
    try (FailoverPair pair = FailoverPair.start();
        Pipeline pipeline = scenario.pipeline(SharedStack.broker(), pair, PARTITIONS);
        Sender sender = Sender.of(pipeline).send(OLDER)) {
      migrate(pipeline);
      pair.standbyLags();
      try (Program consumer = pipeline.consumer("consumer", LATEST)) {
        awaitBegun(pipeline, consumer);
        holds(scenario, pipeline, newerOf(sender.send(READINGS).sent()));

        consumer.process().freeze(); // so that what is missing is seen
        pair.failsOver();
        scenario.injected();
        assertThat(pipeline.sql().number("SELECT count(*) FROM kafka_offsets"))
            .as("offsets that the standby has")
            .isZero();
        consumer.process().thaw();

        KnownSet sent = newerOf(sender.send(READINGS).sent());
        new AllThere(pipeline, scenario.tally()).within(LIMIT, sent);
        holds(scenario, pipeline, sent);
        consumer.awaitReady();
        consumer.stopsOnSigterm();
      }
    }
  }

  private static void migrate(Pipeline pipeline) {
    try (Program migrate = pipeline.migrate()) {
      migrate.succeeds();
    }
  }

  private static void awaitBegun(Pipeline pipeline, Program consumer) {
    new Group(pipeline).awaitAtWork(2, consumer);
    consumer.awaitReady();
    new Stored(pipeline).awaitPartitions(PARTITIONS);
  }

  private static KnownSet newerOf(KnownSet sent) {
    return sent.with(List.of());
  }

  private static void holds(Scenario scenario, Pipeline pipeline, KnownSet sent) throws Exception {
    new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
    new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
  }
}
