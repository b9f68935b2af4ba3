package io.geostream.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@FaultScenario
@Tag("core")
final class ConsumerKilledIT {

  /** A member that comes back under its name takes its partitions at once. */
  private static final String[] MEMBER = {
    "-K", "group.instance.id=member", "--workers", "2", "--batch-rows", "500"
  };

  private static final String[] DIRECT_COMPRESS = {"--write-mode", "direct-compress"};

  @Test
  void aConsumerKilledAtRandomMomentsWritesEachReadingOnce(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(4).asShipped()) {
      killed(scenario, Shapes.WEATHER, pipeline, scenario.scaled(4), once(scenario, pipeline));
    }
  }

  @Test
  @RequiresTimescaleDb
  void andSoItIsInTheColumnstore(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(4).asShipped().withConsumerFlags(DIRECT_COMPRESS)) {
      Columnstore columnstore = Columnstore.withChunksIn(pipeline);
      killed(scenario, Shapes.WEATHER, pipeline, scenario.scaled(2), once(scenario, pipeline));
      columnstore.holdsEachReading();
    }
  }

  @Test
  void messagesOfSeveralRowsAreWrittenWholeAndOnce(Scenario scenario) throws Exception {
    Shape shape = Shapes.MACHINES;
    try (Pipeline pipeline = shape.of(scenario.pipeline(4))) {
      killed(scenario, shape, pipeline, scenario.scaled(3), once(scenario, pipeline));
    }
  }

  @Test
  @RequiresTimescaleDb
  void andSoTheyAreInTheColumnstore(Scenario scenario) throws Exception {
    Shape shape = Shapes.MACHINES;
    try (Pipeline pipeline = shape.of(scenario.pipeline(4)).withConsumerFlags(DIRECT_COMPRESS)) {
      Columnstore columnstore = Columnstore.withChunksIn(shape, pipeline);
      killed(scenario, shape, pipeline, scenario.scaled(2), once(scenario, pipeline));
      columnstore.holdsEachReading();
    }
  }

  @Test
  void ofRowsThatReplaceOthersTheLastOfEachKeyStays(Scenario scenario) throws Exception {
    Shape shape = Shapes.MACHINES_REPLACED;
    try (Pipeline pipeline = shape.of(scenario.pipeline(4))) {
      LastRowsOfEachMachine last = new LastRowsOfEachMachine(pipeline, scenario.tally());
      killed(scenario, shape, pipeline, scenario.scaled(3), last::hold);
    }
  }

  /** What holds of all that was sent. */
  private interface Guarantee {
    void holds(KnownSet sent) throws SQLException;
  }

  private static Guarantee once(Scenario scenario, Pipeline pipeline) {
    return new EachReadingOnce(pipeline, scenario.tally())::holds;
  }

  private static void killed(
      Scenario scenario, Shape shape, Pipeline pipeline, int kills, Guarantee guarantee)
      throws Exception {
    try (Sender sender =
        Sender.withBadRecords(shape, pipeline, 500 / shape.rows())
            .send(5_000 / shape.rows())
            .stream(2_000 / shape.rows())) {
      for (int kill = 1; kill <= kills; kill++) {
        try (Program consumer = pipeline.consumer("killed-" + kill, MEMBER)) {
          await()
              .atMost(Program.LONG)
              .ignoreExceptionsInstanceOf(IOException.class)
              .until(() -> consumer.metric("messages_processed_total") > 0);
          scenario.pass(Duration.ZERO, Duration.ofMillis(700));
          consumer.process().kill();
          scenario.injected();
          new MessagesWhole(pipeline, shape).hold();
        }
      }
      KnownSet sent = sender.stop();
      try (Program last = pipeline.consumer("last", MEMBER)) {
        guarantee.holds(sent);
        last.stopsOnSigterm();
      }
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
    }
  }
}
