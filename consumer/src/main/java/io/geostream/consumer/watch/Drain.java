package io.geostream.consumer.watch;

import io.geostream.common.daemon.StopSignal;
import io.geostream.common.progress.ProgressReport;
import io.geostream.common.progress.Unit;
import io.geostream.consumer.database.Transactor;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.offsets.PositionLoader;
import io.geostream.consumer.offsets.StoredOffset;
import io.geostream.consumer.write.FaultKind;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a {@code --drain}, reports its progress, and ends it: when everything that the topic held
 * at the start is written, by any consumer of the group. It does not wait for transactions that are
 * open at the start.
 */
public final class Drain implements Runnable, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Drain.class);

  private final PositionLoader positions;
  private final Transactor database;
  private final Topics topics;
  private final String topic;
  private final Set<Integer> partitions;
  private final ProgressReport.Factory reports;
  private final StopSignal stop;
  private volatile @Nullable Begun begun;

  /** Known once the brokers and the database have answered. */
  private record Begun(DrainGoal goal, ProgressReport progress) {}

  /**
   * @param positions gives how far each partition is written, and that its log is the one that was
   *     read
   * @param partitions the topic's
   * @param reports where progress is shown
   */
  public Drain(
      PositionLoader positions,
      Transactor database,
      Topics topics,
      String topic,
      Set<Integer> partitions,
      ProgressReport.Factory reports,
      StopSignal stop) {
    this.positions = positions;
    this.database = database;
    this.topics = topics;
    this.topic = topic;
    this.partitions = Set.copyOf(partitions);
    this.reports = reports;
    this.stop = stop;
  }

  @Override
  public void run() {
    try {
      if (isDone()) {
        close();
        log.info("drained: all that {} held at the start is written", topic);
        stop.request();
      }
    } catch (SQLException | KafkaException e) {
      if (FaultKind.of(e) == FaultKind.FATAL) {
        stop.fail(e);
      }
      log.debug("cannot ask yet whether all is written", e); // the writers report an outage
    }
  }

  private boolean isDone() throws SQLException {
    Begun drain = begun;
    if (drain == null) {
      drain = begin();
      begun = drain;
    }
    SortedMap<Integer, StoredOffset> stored = positions.stored(database, partitions);
    drain.progress().at(drain.goal().done(stored));
    return drain.goal().isReached(stored);
  }

  private Begun begin() throws SQLException {
    Map<Integer, Long> ends = topics.readableEndOffsets(topic, partitions);
    // Checked, else an offset beyond the log's end would pass for all written.
    DrainGoal goal = DrainGoal.of(ends, positions.load(database, partitions));
    return new Begun(
        goal, reports.of("drain of " + topic, new Unit("records"), OptionalLong.of(goal.total())));
  }

  @Override
  public void close() {
    Begun drain = begun;
    if (drain != null) {
      drain.progress().close();
    }
  }
}
