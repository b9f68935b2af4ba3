package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * An outage of the database under a stream of readings, with all that holds in each: counted once,
 * not ready with the reason, alive, in its group, writes again soon; and at the end each reading
 * once, each bad record a dead letter, and no other dead letter.
 */
final class DatabaseOutage {

  /** Of the consumer, given to it as {@code --workers}. */
  static final int WORKERS = 2;

  /** What takes a moment: enough that the fault hits work under way. */
  private static final int STREAMING = 500;

  private final Scenario scenario;
  private final Pipeline pipeline;
  private final Program consumer;
  private final Sender sender;
  private @Nullable OneOutage outage;
  private @Nullable StaysInItsGroup group;

  /**
   * @param pipeline with the database as the test reaches it
   * @param sender streaming already
   */
  DatabaseOutage(Scenario scenario, Pipeline pipeline, Program consumer, Sender sender) {
    this.scenario = scenario;
    this.pipeline = pipeline;
    this.consumer = consumer;
    this.sender = sender;
  }

  /** Something that can be done wrong. */
  interface Step {
    void run() throws Exception;
  }

  /** Breaks it in mid-stream, and waits until the consumer has noticed. */
  void begins(Step fault) throws Exception {
    consumer.awaitReady();
    new Group(pipeline).awaitAtWork(WORKERS, consumer);
    sender.awaitMore(STREAMING);
    outage = new OneOutage(consumer, "database");
    group = new StaysInItsGroup(consumer);
    fault.run();
    scenario.injected();
    new UnreadyButAlive(consumer).becauseOf("database");
    sender.awaitMore(STREAMING);
  }

  /** Mends it: when that returns, the server takes connections. */
  void ends(Step repair) throws Exception {
    repair.run();
    BackAtWork.of(consumer, scenario.tally()).soon();
    if (outage == null || group == null) {
      throw new IllegalStateException("no outage has begun");
    }
    outage.holds();
    group.holds();
    consumer.awaitReady();
  }

  /** Ends the stream, and looks at all that came out. */
  void leftNothingBehind() throws SQLException {
    KnownSet sent = sender.stop();
    new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
    new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
  }
}
