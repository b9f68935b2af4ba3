package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The connection is cut just before a COMMIT reaches the server, or when the server has committed
 * and the consumer does not know it yet. To the consumer both look alike.
 */
@FaultScenario
@Tag("core")
final class LostCommitIT {

  @Test
  void readingsWhoseCommitHadNoAnswerAreThereOnce(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(4)) {
      losesAnswers(scenario, Shapes.WEATHER, pipeline, scenario.scaled(6));
    }
  }

  /** Tried again, the rows would be refused as doubles; they are no bad data. */
  @Test
  void readingsThatAUniqueIndexKnowsAlreadyAreNoDeadLetters(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(4);
        Program migrate = pipeline.migrate()) {
      migrate.succeeds();
      pipeline.sql().run("CREATE UNIQUE INDEX ON geospatial_metrics (location_id, time)");
      losesAnswers(scenario, Shapes.WEATHER, pipeline, scenario.scaled(6));
    }
  }

  @Test
  @RequiresTimescaleDb
  void readingsInTheColumnstoreAreThereOnceToo(Scenario scenario) throws Exception {
    try (Pipeline pipeline =
        scenario.pipeline(4).withConsumerFlags("--write-mode", "direct-compress")) {
      Columnstore columnstore = Columnstore.withChunksIn(pipeline);
      losesAnswers(scenario, Shapes.WEATHER, pipeline, scenario.scaled(3));
      columnstore.holdsEachReading();
    }
  }

  @Test
  void messagesOfSeveralRowsAreThereWholeAndOnce(Scenario scenario) throws Exception {
    try (Pipeline pipeline = Shapes.MACHINES.of(scenario.pipeline(4))) {
      losesAnswers(scenario, Shapes.MACHINES, pipeline, scenario.scaled(4));
    }
  }

  private static void losesAnswers(Scenario scenario, Shape shape, Pipeline pipeline, int faults)
      throws Exception {
    List<Boolean> answers = new ArrayList<>();
    for (int fault = 0; fault < faults; fault++) {
      answers.add(fault % 2 == 0);
    }
    Collections.shuffle(answers, scenario.random());
    try (PostgresProxy proxy = PostgresProxy.inFrontOf(pipeline.database().jdbcUrl());
        Sender sender = Sender.withBadRecords(shape, pipeline, 300);
        Program consumer =
            pipeline
                .into(Rerouted.over(pipeline.database(), proxy.jdbcUrl()))
                .consumer("consumer", "--workers", "2")) {
      sender.stream(1_000);
      new Group(pipeline).awaitAtWork(2, consumer);
      StaysInItsGroup group = new StaysInItsGroup(consumer);
      for (int fault = 1; fault <= faults; fault++) {
        int cut = fault;
        if (answers.get(fault - 1)) {
          proxy.faults().cutAfterCommit();
        } else {
          proxy.faults().cutBeforeCommit();
        }
        await().atMost(Program.LONG).until(() -> proxy.faults().commitsCut() == cut);
        scenario.injected();
        new MessagesWhole(pipeline, shape).hold();
        scenario.pass(Duration.ZERO, Duration.ofMillis(400));
      }
      new EachReadingOnce(pipeline, scenario.tally()).holds(sender.stop());

      // Behind the very last batch there is none whose compare would find out.
      int before = proxy.faults().commitsCut();
      proxy.faults().cutBeforeCommit();
      KnownSet sent = sender.send(1).sent();
      scenario.injected();
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      assertThat(proxy.faults().commitsCut()).as("commits cut").isEqualTo(before + 1);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
      group.holds();
      assertThat(consumer.metric("geostream_fenced_batches_total"))
          .as("batches whose offsets had moved: each commit without an answer")
          .isGreaterThanOrEqualTo(Collections.frequency(answers, true));
    }
  }
}
