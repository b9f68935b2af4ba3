package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.KafkaCluster;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A replica that was out of sync is elected, and the log loses records that are in the table. The
 * consumer stops and says so; what it advises goes on without a loss and without a double.
 */
@FaultScenario
final class UncleanElectionIT {

  private static final int LEADER = 1;
  private static final int FOLLOWER = 2; // the third node has no replica, but a vote

  /** What the follower has, too. */
  private static final int COMMON = 500;

  /** What only the leader has, and the table. */
  private static final int LOST = 300;

  /** Longer than the group is without a coordinator: no consumer begins at its stored offset. */
  private static final Duration SESSION = Duration.ofSeconds(30);

  private static final Duration METADATA = Duration.ofMillis(500);

  /** While the database waits, the client holds more than half of what was sent. */
  private static final String[] READS_AHEAD = {
    "--workers", "1",
    "--batch-rows", "100",
    "-K", "max.poll.records=100",
    "-K", "metadata.max.age.ms=" + METADATA.toMillis()
  };

  @Test
  void aLogThatWasCutWhileTheConsumerRanIsReported(Scenario scenario) throws Exception {
    try (KafkaCluster cluster = scenario.cluster();
        Pipeline pipeline = pipeline(scenario, cluster);
        Program consumer = pipeline.consumer("running", "--workers", "1")) {
      KnownSet written = writtenButNotReplicated(cluster, pipeline);
      cut(scenario, cluster, pipeline);
      reportedAndFollowed(scenario, pipeline, consumer, written);
      KnownSet all = send(pipeline, written, 400);
      goesOn(scenario, pipeline, all);
    }
  }

  @Test
  void aLogThatWasCutWhileTheConsumerWasStoppedIsReported(Scenario scenario) throws Exception {
    try (KafkaCluster cluster = scenario.cluster();
        Pipeline pipeline = pipeline(scenario, cluster)) {
      KnownSet written = writtenAndStopped(cluster, pipeline);
      cut(scenario, cluster, pipeline);
      try (Program second = pipeline.consumer("second", "--drain", "--workers", "1")) {
        reportedAndFollowed(scenario, pipeline, second, written);
      }
      KnownSet all = send(pipeline, written, 400);
      goesOn(scenario, pipeline, all);
    }
  }

  /** The stored offset is one of the log again: only the leader epoch distinguishes the two. */
  @Test
  void aLogThatHasGrownAgainPastTheStoredOffsetIsReported(Scenario scenario) throws Exception {
    try (KafkaCluster cluster = scenario.cluster();
        Pipeline pipeline = pipeline(scenario, cluster)) {
      KnownSet written = writtenAndStopped(cluster, pipeline);
      cut(scenario, cluster, pipeline);
      KnownSet all = send(pipeline, written, 2 * LOST);
      try (Program second = pipeline.consumer("second", "--drain", "--workers", "1")) {
        reportedAndFollowed(scenario, pipeline, second, written);
      }
      goesOn(scenario, pipeline, all);
    }
  }

  /** The same for a consumer that still believes it knows where it is. */
  @Test
  void aLogThatHasGrownAgainWhileTheConsumerWasFrozenIsReported(Scenario scenario)
      throws Exception {
    try (KafkaCluster cluster = scenario.cluster();
        Pipeline pipeline = pipeline(scenario, cluster);
        Program consumer = pipeline.consumer("frozen", "--workers", "1")) {
      KnownSet written = writtenButNotReplicated(cluster, pipeline);
      consumer.process().freeze();
      cut(scenario, cluster, pipeline);
      KnownSet all = send(pipeline, written, 2 * LOST);
      consumer.process().thaw();
      reportedAndFollowed(scenario, pipeline, consumer, written);
      goesOn(scenario, pipeline, all);
    }
  }

  /**
   * The same for a consumer that waits for the database. Its client validates where it reads on,
   * which is before the cut, and still hands out what it fetched of the old log.
   */
  @Test
  void aLogThatWasCutBelowWhatTheClientHoldsIsReported(Scenario scenario) throws Exception {
    try (KafkaCluster cluster = scenario.cluster();
        Pipeline pipeline = pipeline(scenario, cluster)) {
      pipeline.migrate().succeeds();
      try (LockedTable offsets = LockedTable.of(pipeline, "kafka_offsets");
          LockedTable rows = LockedTable.of(pipeline, "geospatial_metrics");
          Sender sender = Sender.of(pipeline);
          Program consumer = pipeline.consumer("waiting", READS_AHEAD)) {
        offsets.awaitWaiting(); // nothing is fetched before the position is loaded
        KnownSet written = sendLastToLeaderOnly(cluster, pipeline, sender.send(COMMON));
        offsets.unlock();
        rows.awaitWaiting(); // what is fetched is all that there is
        cut(scenario, cluster, pipeline);
        KnownSet all = send(pipeline, written, 2 * LOST);
        Scenario.pass(METADATA.multipliedBy(4)); // by now the client has validated its position
        rows.unlock();
        reportedAndFollowed(scenario, pipeline, consumer, written);
        goesOn(scenario, pipeline, all);
      }
    }
  }

  private static Pipeline pipeline(Scenario scenario, KafkaCluster cluster) {
    Pipeline pipeline =
        scenario
            .pipelineWithoutTopic(cluster.node(LEADER), SharedStack.freshDatabase())
            .withConsumerFlags("-K", "session.timeout.ms=" + SESSION.toMillis());
    cluster.createTopic(
        pipeline.topic(),
        List.of(LEADER, FOLLOWER),
        Map.of("unclean.leader.election.enable", "true", "min.insync.replicas", "1"));
    return pipeline;
  }

  private static KnownSet writtenButNotReplicated(KafkaCluster cluster, Pipeline pipeline) {
    try (Sender sender = Sender.of(pipeline)) {
      new Stored(pipeline).awaitAll(sender.send(COMMON).sent());
      KnownSet written = sendLastToLeaderOnly(cluster, pipeline, sender);
      new Stored(pipeline).awaitAll(written);
      return written;
    }
  }

  private static KnownSet sendLastToLeaderOnly(
      KafkaCluster cluster, Pipeline pipeline, Sender sender) {
    cluster.node(FOLLOWER).freeze();
    cluster.awaitInSync(pipeline.topic(), 0, List.of(LEADER));
    return sender.send(LOST).sent();
  }

  private static KnownSet writtenAndStopped(KafkaCluster cluster, Pipeline pipeline) {
    try (Program first = pipeline.consumer("first", "--workers", "1")) {
      KnownSet written = writtenButNotReplicated(cluster, pipeline);
      first.stopsOnSigterm();
      return written;
    }
  }

  private static void cut(Scenario scenario, KafkaCluster cluster, Pipeline pipeline) {
    cluster.node(LEADER).kill();
    cluster.node(FOLLOWER).thaw();
    scenario.injected();
    cluster.awaitInSync(pipeline.topic(), 0, List.of(FOLLOWER));
  }

  private static KnownSet send(Pipeline pipeline, KnownSet before, int readings) {
    try (Sender sender = Sender.after(before, pipeline)) {
      return sender.send(readings).stop();
    }
  }

  private static void reportedAndFollowed(
      Scenario scenario, Pipeline pipeline, Program consumer, KnownSet written) throws Exception {
    String error = consumer.fails();
    assertThat(error).contains(pipeline.topic() + "-0", Integer.toString(COMMON));
    new EachReadingOnce(pipeline, scenario.tally()).holds(written);
    new Group(pipeline).awaitEmpty();
    Advice.in(error, pipeline).works().followed();
    assertThat(new Stored(pipeline).offsets()).as("where it goes on").isEqualTo(COMMON);
  }

  private static void goesOn(Scenario scenario, Pipeline pipeline, KnownSet all) throws Exception {
    try (Program last = pipeline.consumer("last", "--drain", "--workers", "1")) {
      last.succeeds();
    }
    new EachReadingOnce(pipeline, scenario.tally()).holds(all);
    new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(all);
  }
}
