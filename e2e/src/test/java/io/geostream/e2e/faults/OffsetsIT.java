package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import org.junit.jupiter.api.Test;

/** The offsets in the database alone say where the consumer goes on. */
@FaultScenario
final class OffsetsIT {

  private static final int REFUSED_SETTING = 2;

  @Test
  void kafkasCopyOfTheOffsetsDecidesNothing(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(2);
        TopicLog log = new TopicLog(pipeline);
        Sender sender = Sender.of(pipeline)) {
      // Before the first start; then before and far beyond what is written.
      for (long[] committed : new long[][] {{400, 500}, {0, 100_000}}) {
        sender.into(0).send(500).into(1).send(500);
        log.commit(0, committed[0]);
        log.commit(1, committed[1]);
        scenario.injectedIntoData();
        try (Program drain = pipeline.consumer("drain-" + committed[0], "--drain")) {
          drain.succeeds();
        }
        new EachReadingOnce(pipeline, scenario.tally()).holds(sender.sent());
      }
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sender.sent());
    }
  }

  @Test
  void theClientsOwnWayOutOfALostOffsetIsRefused(Scenario scenario) {
    try (Pipeline pipeline = scenario.pipeline(1);
        Program consumer = pipeline.consumer("reset", "-K", "auto.offset.reset=latest")) {
      scenario.injectedIntoData();
      consumer.ends(REFUSED_SETTING);
      assertThat(consumer.err().strip()).hasLineCount(1).contains("auto.offset.reset");
    }
  }

  @Test
  void anOffsetBeyondTheEndIsReported(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(1);
        Sender sender = Sender.of(pipeline)) {
      KnownSet sent = sender.send(500).sent();
      try (Program first = pipeline.consumer("first", "--drain")) {
        first.succeeds();
      }
      pipeline.sql().run("UPDATE kafka_offsets SET next_offset = 501");
      scenario.injectedIntoData();
      try (Program second = pipeline.consumer("second", "--drain")) {
        assertThat(second.fails()).contains(pipeline.topic(), "501", "500");
      }
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);

      pipeline.sql().run("UPDATE kafka_offsets SET next_offset = 500, leader_epoch = NULL");
      KnownSet all = sender.send(500).stop();
      try (Program last = pipeline.consumer("last", "--drain")) {
        last.succeeds();
      }
      new EachReadingOnce(pipeline, scenario.tally()).holds(all);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(all);
    }
  }
}
