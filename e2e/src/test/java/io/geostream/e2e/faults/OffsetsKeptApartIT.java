package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups, databases and clusters have nothing to do with each other's offsets. */
@FaultScenario
final class OffsetsKeptApartIT {

  @Test
  void eachGroupWritesEachReadingOnceIntoOneDatabaseOrMany(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(3);
        Pipeline elsewhere = inGroup("elsewhere", pipeline.into(SharedStack.freshDatabase()));
        Sender sender = Sender.of(pipeline)) {
      KnownSet sent = sender.send(scenario.scaled(2_000)).stop();
      Pipeline beside = inGroup("beside", pipeline);
      // The last one finds all that the two others have written.
      try (Program first = pipeline.consumer("first", "--drain", "--workers", "1");
          Program other = elsewhere.consumer("other", "--drain", "--workers", "1")) {
        first.succeeds();
        other.succeeds();
      }
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachReadingOnce(elsewhere, scenario.tally()).holds(sent);
      try (Program second = beside.consumer("second", "--drain", "--workers", "1")) {
        second.succeeds();
      }
      eachReadingTwice(pipeline, sent);
      pipeline.finalLooks().put(EachReadingOnce.class, () -> eachReadingTwice(pipeline, sent));
      scenario.injectedIntoData();
      new EachReadingOnce(elsewhere, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
    }
  }

  @Test
  void topicsOfOneNameInTwoClustersAreTwo(Scenario scenario) throws Exception {
    try (KafkaBroker broker = scenario.broker();
        Pipeline here = scenario.pipeline(2);
        Sender sender = Sender.withBadRecords(here, 50)) {
      Pipeline there =
          Pipeline.of(broker, here.topic(), here.database(), here.folder(), "--group", here.topic())
              .withPartitions(2);
      KnownSet sent = sender.send(scenario.scaled(500)).sent();
      try (Program first = here.consumer("here", "--drain")) {
        first.succeeds();
      }
      new EachReadingOnce(here, scenario.tally()).holds(sent);
      try (Sender another = Sender.after(sent, there)) {
        KnownSet all = another.send(scenario.scaled(500)).stop();
        scenario.injectedIntoData();
        try (Program second = there.consumer("there", "--drain")) {
          second.succeeds();
        }
        new EachReadingOnce(here, scenario.tally()).holds(all);
        new EachBadRecordADeadLetter(there, scenario.tally()).holds(all);
      }
      new EachBadRecordADeadLetter(here, scenario.tally()).holds(sent);
      assertThat(
              here.sql()
                  .rows(
                      "SELECT count(DISTINCT cluster_id), count(DISTINCT topic_id), count(*) FROM kafka_offsets"))
          .containsExactly("2 2 4");
    }
  }

  private static Pipeline inGroup(String group, Pipeline pipeline) {
    return Pipeline.of(
        pipeline.broker(),
        pipeline.topic(),
        pipeline.database(),
        pipeline.folder(),
        "--group",
        group);
  }

  private static void eachReadingTwice(Pipeline pipeline, KnownSet sent) throws Exception {
    assertThat(
            pipeline
                .sql()
                .rows(
                    "SELECT times, count(*) FROM (SELECT n, count(*) AS times FROM %s GROUP BY n) AS each GROUP BY times"
                        .formatted(Shapes.WEATHER.numbered())))
        .as("how often, and how many so often")
        .isEqualTo(List.of("2 " + sent.readings()));
  }
}
