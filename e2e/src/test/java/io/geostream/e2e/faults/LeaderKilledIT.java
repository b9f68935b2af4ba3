package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.KafkaCluster;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In a cluster that loses no acknowledged record, no reading is lost with a leader either. */
@FaultScenario
final class LeaderKilledIT {

  private static final int PARTITIONS = 6;
  private static final int WORKERS = 2;
  private static final int STREAMING = 1_000;

  /**
   * A controller misses a broker after 6 s. If that was the controller itself, the other two take 2
   * to 4 s before to agree on the next. Then it is for the clients.
   */
  private static final Duration LIMIT = Duration.ofSeconds(10).plus(BackAtWork.LIMIT);

  @Test
  void leadersKilledOneAfterTheOtherLoseAndDoubleNothing(Scenario scenario) throws Exception {
    try (KafkaCluster cluster = scenario.cluster();
        Pipeline pipeline =
            scenario.pipeline(cluster.node(1), SharedStack.freshDatabase(), PARTITIONS);
        TopicLog log = new TopicLog(pipeline);
        Sender sender = Sender.withBadRecords(pipeline, 300);
        Program consumer = pipeline.consumer("consumer", "--workers", Integer.toString(WORKERS))) {
      log.configure(Map.of("min.insync.replicas", "2"));
      sender.stream(1_000);
      new Group(pipeline).awaitAtWork(WORKERS, consumer);
      for (int time = 1; time <= scenario.scaled(2); time++) {
        sender.awaitMore(STREAMING);
        KafkaBroker leader = cluster.node(cluster.leaderOf(pipeline.topic(), 0));
        leader.kill();
        scenario.injected();
        new EachPartitionGoesOn(pipeline.sql(), scenario.tally()).within(LIMIT);
        leader.restart();
        cluster.awaitAllInSync(pipeline.topic());
      }
      KnownSet sent = sender.stop();
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
      assertThat(consumer.metrics().sum("geostream_rebalances_total", "lost"))
          .as("times that it was thrown out of its group")
          .isZero();
    }
  }
}
