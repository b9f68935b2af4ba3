package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

@FaultScenario
final class DeadLetterTopicDeletedIT {

  private static final int BAD_RECORDS = 20;

  /** Soon tired of writing into a topic that is gone. */
  private static final String[] IMPATIENT = {
    "--workers", "2",
    "-K", "request.timeout.ms=1500",
    "-K", "delivery.timeout.ms=2000",
    "-K", "max.block.ms=2000"
  };

  @Test
  void aDeadLetterTopicThatIsDeletedIsRecreatedAndTakesAllThatComesThen(Scenario scenario)
      throws Exception {
    try (Pipeline pipeline = scenario.pipeline(4);
        Sender readings = Sender.of(pipeline).stream(1_000);
        Sender badRecords = Sender.of(pipeline);
        Program consumer = pipeline.consumer("consumer", IMPATIENT);
        Admin admin =
            Admin.create(Map.of("bootstrap.servers", pipeline.broker().bootstrapServers()))) {
      new Group(pipeline).awaitAtWork(2, consumer);
      for (int time = 1; time <= scenario.scaled(1); time++) {
        List<KnownSet.Sent> gone = badRecords.sendBadRecords(BAD_RECORDS).sent().badRecords();
        awaitDone(pipeline, gone);
        admin.deleteTopics(List.of(pipeline.topic() + ".dead-letter")).all().get();
        scenario.injected();
        List<KnownSet.Sent> sent =
            new ArrayList<>(badRecords.sendBadRecords(BAD_RECORDS).sent().badRecords());
        awaitDone(pipeline, sent);
        sent.removeAll(gone);
        new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(readings.sent().with(sent));
      }
      new EachReadingOnce(pipeline, scenario.tally()).holds(readings.stop());
      assertThat(consumer.process().isAlive()).as(consumer.said()).isTrue();
      consumer.awaitReady();
    }
  }

  private static void awaitDone(Pipeline pipeline, List<KnownSet.Sent> badRecords) {
    WholeUpToItsOffsets committed = new WholeUpToItsOffsets(pipeline.sql());
    await()
        .atMost(Program.LONG)
        .until(() -> committed.holds(badRecords).size() == badRecords.size());
  }
}
