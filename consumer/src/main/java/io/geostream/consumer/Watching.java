package io.geostream.consumer;

import io.geostream.common.daemon.Resources;
import io.geostream.common.daemon.StopSignal;
import io.geostream.common.progress.ProgressReport;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.watch.BlockerWatch;
import io.geostream.consumer.watch.DatabaseWatch;
import io.geostream.consumer.watch.Drain;
import io.geostream.consumer.watch.PolicyWatch;
import io.geostream.consumer.watch.StalledWriters;
import io.geostream.consumer.watch.TopicWatch;
import io.geostream.consumer.watch.Watches;
import java.time.Duration;

/** Which watches run, and how often. */
final class Watching {

  private static final Duration TOPIC = Duration.ofSeconds(3);
  private static final Duration DATABASE = Duration.ofSeconds(3);
  private static final Duration STALLED = Duration.ofSeconds(1);
  private static final Duration POLICIES = Duration.ofSeconds(30);
  private static final Duration BLOCKERS = Duration.ofMillis(250);
  private static final Duration DRAIN = Duration.ofMillis(100);

  private final Watches watches;
  private final DatabaseSide database;
  private final ConsumerStatus status;
  private final StopSignal stop;

  Watching(Watches watches, DatabaseSide database, ConsumerStatus status, StopSignal stop) {
    this.watches = watches;
    this.database = database;
    this.status = status;
    this.stop = stop;
  }

  /**
   * From the very start, since a frozen consumer may block a migration.
   *
   * @param terminated is run for each backend that was terminated
   */
  static void blockers(Watches watches, DatabaseSide database, Runnable terminated) {
    watches.every(
        BLOCKERS,
        new BlockerWatch(
            database.transactions(),
            DatabasePool.APPLICATION_NAME,
            database.backends(),
            terminated));
  }

  /** While workers run. */
  void servers(BrokerSide broker, Schema schema) {
    watches.every(
        TOPIC,
        new TopicWatch(
            broker.positions().topic(),
            broker.topics(),
            broker.ends(),
            status.broker(),
            status.topic(),
            stop));
    watches.every(DATABASE, new DatabaseWatch(database.pool(), status.database()));
    watches.every(
        STALLED,
        new StalledWriters(
            database.writers()::all,
            database.writers().socketTimeout(),
            status.database(),
            System::nanoTime));
    if (schema.hypertable()) {
      watches.nowAndEvery(
          POLICIES,
          new PolicyWatch(
              database.pool(), schema.target().name(), status.metrics().policyJobsFailing()));
    } else {
      status.metrics().policyJobsFailing().accept(0);
    }
  }

  /** Ends the daemon once all that the topic holds now is written. */
  void drain(BrokerSide broker, Resources resources) {
    watches.every(
        DRAIN,
        resources.add(
            new Drain(
                broker.positions(),
                database.transactions(),
                broker.topics(),
                broker.offsets().key().topic(),
                broker.topic().numbers(),
                ProgressReport::of,
                stop)));
  }
}
