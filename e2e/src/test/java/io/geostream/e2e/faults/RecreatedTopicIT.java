package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A topic that was deleted and recreated is another one, though its name is the same. */
@FaultScenario
final class RecreatedTopicIT {

  private static final int READ = 500;

  /** More than before: the old topic's offsets are in the new one, too. */
  private static final int RECREATED = 2_000;

  @Test
  void whileTheConsumerIsStopped(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(1)) {
      KnownSet old = send(pipeline);
      try (Program first = pipeline.consumer("first", "--drain")) {
        first.succeeds();
      }
      KnownSet all = recreateAndFill(scenario, pipeline, old);
      try (Program second = pipeline.consumer("second", "--drain")) {
        assertThat(second.fails()).contains(pipeline.topic(), "offsets reset");
      }
      onlyTheOldReadingsAreThere(scenario, pipeline, old);
      theNewOneIsReadOnceThatIsDecided(scenario, pipeline, all);
    }
  }

  @Test
  void whileItRuns(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(1);
        Program consumer = pipeline.consumer("running", "--workers", "1")) {
      KnownSet old = send(pipeline);
      new Stored(pipeline).awaitAll(old);
      KnownSet all = recreateAndFill(scenario, pipeline, old);
      assertThat(consumer.fails()).contains(pipeline.topic(), "offsets reset");
      onlyTheOldReadingsAreThere(scenario, pipeline, old);
      theNewOneIsReadOnceThatIsDecided(scenario, pipeline, all);
    }
  }

  @Test
  void inAnInstantAndFilledBeyondTheStoredOffset(Scenario scenario) throws Exception {
    for (int time = 1; time <= scenario.scaled(1); time++) {
      try (Pipeline pipeline = scenario.pipeline(1);
          Program consumer = pipeline.consumer("frozen-" + time, "--workers", "1")) {
        KnownSet old = send(pipeline);
        new Stored(pipeline).awaitAll(old);
        awaitALookAtTheTopic(consumer);
        consumer.process().freeze();
        recreateAndFill(scenario, pipeline, old);
        consumer.process().thaw();
        assertThat(consumer.fails()).contains(pipeline.topic(), "offsets reset");
        onlyTheOldReadingsAreThere(scenario, pipeline, old);
      }
    }
  }

  /** It looks every few seconds; right after that its reader has to find out by itself. */
  private static void awaitALookAtTheTopic(Program consumer) throws Exception {
    double before = consumer.metric("kafka_admin_client_request_total");
    await()
        .atMost(Program.LONG)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> consumer.metric("kafka_admin_client_request_total") > before);
  }

  private static KnownSet send(Pipeline pipeline) {
    try (Sender sender = Sender.of(pipeline)) {
      return sender.send(READ).stop();
    }
  }

  /** Gives what is in both topics. */
  private static KnownSet recreateAndFill(Scenario scenario, Pipeline pipeline, KnownSet old)
      throws Exception {
    try (TopicLog log = new TopicLog(pipeline)) {
      log.recreate();
    }
    scenario.injectedIntoData();
    try (Sender sender = Sender.after(old, pipeline)) {
      return sender.send(RECREATED).stop();
    }
  }

  private static void onlyTheOldReadingsAreThere(Scenario scenario, Pipeline pipeline, KnownSet old)
      throws Exception {
    new EachReadingOnce(pipeline, scenario.tally()).holds(old);
    new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(old);
  }

  private static void theNewOneIsReadOnceThatIsDecided(
      Scenario scenario, Pipeline pipeline, KnownSet all) throws Exception {
    pipeline.sql().run("DELETE FROM kafka_offsets");
    try (Program last = pipeline.consumer("last", "--drain")) {
      last.succeeds();
    }
    new EachReadingOnce(pipeline, scenario.tally()).holds(all);
    new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(all);
  }
}
