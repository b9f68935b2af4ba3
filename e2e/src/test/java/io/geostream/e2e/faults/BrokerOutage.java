package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * An outage of the broker under a stream of readings, with all that holds in each: counted once,
 * not ready with the reason, alive, not thrown out of its group, writes again soon; and at the end
 * each reading once, each bad record a dead letter, and no other dead letter.
 */
final class BrokerOutage {

  /** Of the consumer, given to it as {@code --workers}. */
  static final int WORKERS = 2;

  /** So many are written before the first fault: all is at work. */
  private static final int STREAMING = 500;

  private final Scenario scenario;
  private final Pipeline pipeline;
  private final Program consumer;
  private final Sender sender;
  private @Nullable OneOutage outage;

  /**
   * @param sender streaming already
   */
  BrokerOutage(Scenario scenario, Pipeline pipeline, Program consumer, Sender sender) {
    this.scenario = scenario;
    this.pipeline = pipeline;
    this.consumer = consumer;
    this.sender = sender;
  }

  /** Breaks it in mid-stream, and waits until the consumer has noticed. */
  void begins(Runnable fault) throws Exception {
    consumer.awaitReady();
    new Group(pipeline).awaitAtWork(WORKERS, consumer);
    await().atMost(Program.LONG).until(() -> pipeline.sql().readings() > STREAMING);
    outage = new OneOutage(consumer, "broker");
    fault.run();
    scenario.injected();
    new UnreadyButAlive(consumer).becauseOf("broker");
  }

  /** Mends it, and counts from the moment that the broker takes records. */
  void ends(Runnable repair) throws Exception {
    ends(repair, () -> BackAtWork.LIMIT);
  }

  /** The same where being back at work may take longer for a good reason. */
  void ends(Runnable repair, Callable<Duration> backWithin) throws Exception {
    repair.run();
    sender.awaitMore(1);
    BackAtWork.of(consumer, scenario.tally()).within(backWithin);
    if (outage == null) {
      throw new IllegalStateException("no outage has begun");
    }
    outage.holds();
    consumer.awaitReady();
    // A client that has lost all brokers may forget its metadata, and rejoins its group then;
    // but it is not thrown out.
    assertThat(consumer.metrics().sum("geostream_rebalances_total", "lost")).isZero();
  }

  /** Ends the stream, and looks at all that came out. */
  void leftNothingBehind() throws SQLException {
    KnownSet sent = sender.stop();
    new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
    new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
  }
}
