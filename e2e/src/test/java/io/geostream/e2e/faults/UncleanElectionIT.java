package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.KafkaCluster;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * A replica that was out of sync is elected, and the log loses records that are in the table. The
 * consumer stops and says so; what it advises goes on without a loss and without a double. One
 * election cuts the logs of all scenarios: a topic, a group and a database each.
 */
@FaultScenario
@TestInstance(Lifecycle.PER_CLASS)
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
    "--batch-rows", "100",
    "-K", "max.poll.records=100",
    "-K", "metadata.max.age.ms=" + METADATA.toMillis()
  };

  /**
   * A log that is cut.
   *
   * @param sender of what was sent before
   */
  private record Log(Pipeline pipeline, Sender sender) {

    KnownSet written() {
      return sender.sent();
    }

    void awaitWritten() {
      new Stored(pipeline).awaitAll(written());
    }

    /** Sends more, after the cut. */
    KnownSet send(int readings) {
      try (Sender after = Sender.after(written(), pipeline)) {
        return after.send(readings).stop();
      }
    }
  }

  private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();
  private Scenario scenario;
  private KafkaCluster cluster;

  private Log running;
  private Program runs;

  private Log stopped;
  private Log grown;

  private Log frozen;
  private Program thawed;
  private KnownSet grownWhileFrozen;

  private Log waiting;
  private Program waits;
  private LockedTable rows;

  @BeforeAll
  void cutAll(Scenario ofAll) throws Exception {
    scenario = ofAll;
    cluster = closing(scenario.cluster());
    running = log("running");
    stopped = log("stopped");
    grown = log("grown");
    frozen = log("frozen");
    waiting = log("waiting");

    runs = consumer(running, "running");
    Program firstOfStopped = consumer(stopped, "first");
    Program firstOfGrown = consumer(grown, "first");
    thawed = consumer(frozen, "frozen");
    waiting.pipeline().migrate().succeeds();
    LockedTable offsets = closing(LockedTable.of(waiting.pipeline(), "kafka_offsets"));
    rows = closing(LockedTable.of(waiting.pipeline(), "geospatial_metrics"));
    waits = consumer(waiting, "waiting", READS_AHEAD);

    List<Log> written = List.of(running, stopped, grown, frozen);
    List<Log> all = List.of(running, stopped, grown, frozen, waiting);
    all.forEach(log -> log.sender().send(COMMON));
    written.forEach(Log::awaitWritten);
    offsets.awaitWaiting(); // nothing is fetched before the position is loaded
    cluster.node(FOLLOWER).freeze();
    awaitInSync(all, LEADER);
    all.forEach(log -> log.sender().send(LOST));
    written.forEach(Log::awaitWritten);
    firstOfStopped.stopsOnSigterm();
    firstOfGrown.stopsOnSigterm();
    offsets.unlock();
    rows.awaitWaiting(); // what is fetched is all that there is
    thawed.process().freeze();

    cluster.node(LEADER).kill();
    cluster.node(FOLLOWER).thaw();
    scenario.injected();
    awaitInSync(all, FOLLOWER);
    grownWhileFrozen = frozen.send(2 * LOST);
    thawed.process().thaw();
  }

  private Log log(String name) {
    Pipeline pipeline =
        closing(
            scenario
                .part(name)
                .pipelineWithoutTopic(cluster.node(LEADER), SharedStack.freshDatabase())
                .withConsumerFlags(
                    "--workers", "1", "-K", "session.timeout.ms=" + SESSION.toMillis()));
    cluster.createTopic(
        pipeline.topic(),
        List.of(LEADER, FOLLOWER),
        Map.of("unclean.leader.election.enable", "true", "min.insync.replicas", "1"));
    return new Log(pipeline, closing(Sender.of(pipeline)));
  }

  private Program consumer(Log log, String name, String... more) {
    return closing(log.pipeline().consumer(name, more));
  }

  private void awaitInSync(List<Log> logs, int node) {
    logs.forEach(log -> cluster.awaitInSync(log.pipeline().topic(), 0, List.of(node)));
  }

  private <T extends AutoCloseable> T closing(T opened) {
    open.addLast(opened);
    return opened;
  }

  @AfterAll
  void closeAll() throws Exception {
    if (!open.isEmpty()) {
      try {
        open.removeLast().close();
      } finally {
        closeAll();
      }
    }
  }

  @Test
  void aLogThatWasCutWhileTheConsumerRanIsReported() throws Exception {
    reportedAndFollowed(running, runs);
    goesOn(running, running.send(400));
  }

  @Test
  void aLogThatWasCutWhileTheConsumerWasStoppedIsReported() throws Exception {
    reportedAndFollowed(stopped, consumer(stopped, "second", "--drain"));
    goesOn(stopped, stopped.send(400));
  }

  /** The stored offset is one of the log again: only the leader epoch distinguishes the two. */
  @Test
  void aLogThatHasGrownAgainPastTheStoredOffsetIsReported() throws Exception {
    KnownSet all = grown.send(2 * LOST);
    reportedAndFollowed(grown, consumer(grown, "second", "--drain"));
    goesOn(grown, all);
  }

  /** The same for a consumer that still believes it knows where it is. */
  @Test
  void aLogThatHasGrownAgainWhileTheConsumerWasFrozenIsReported() throws Exception {
    reportedAndFollowed(frozen, thawed);
    goesOn(frozen, grownWhileFrozen);
  }

  /**
   * The same for a consumer that waits for the database. Its client validates where it stands,
   * which is before the cut, and still hands out what it fetched of the old log.
   */
  @Test
  void aLogThatWasCutBelowWhatTheClientHoldsIsReported() throws Exception {
    KnownSet all = waiting.send(2 * LOST);
    Scenario.pass(METADATA.multipliedBy(4)); // by now the client has validated its position
    rows.unlock();
    reportedAndFollowed(waiting, waits);
    goesOn(waiting, all);
  }

  private void reportedAndFollowed(Log log, Program consumer) throws Exception {
    Pipeline pipeline = log.pipeline();
    String error = consumer.fails();
    assertThat(error).contains(pipeline.topic() + "-0", Integer.toString(COMMON));
    new EachReadingOnce(pipeline, scenario.tally()).holds(log.written());
    new Group(pipeline).awaitEmpty();
    Advice.in(error, pipeline).works().followed();
    assertThat(new Stored(pipeline).offsets()).as("where it goes on").isEqualTo(COMMON);
  }

  private void goesOn(Log log, KnownSet all) throws Exception {
    try (Program last = log.pipeline().consumer("last", "--drain")) {
      last.succeeds();
    }
    new EachReadingOnce(log.pipeline(), scenario.tally()).holds(all);
    new EachBadRecordADeadLetter(log.pipeline(), scenario.tally()).holds(all);
  }
}
