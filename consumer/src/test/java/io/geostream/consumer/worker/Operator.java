package io.geostream.consumer.worker;

import io.geostream.consumer.offsets.StoredOffset;
import io.geostream.consumer.worker.SimLog.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The person on call when a log is not what it was: resets the offsets, and starts all again. */
final class Operator {

  private final Simulation world;
  private final SimTopic topic;
  private final MemoryDatabase database;

  Operator(Simulation world) {
    this.world = world;
    this.topic = world.topic();
    this.database = world.database();
  }

  boolean isTopicRecreated() {
    return database.offsets().values().stream()
        .anyMatch(offset -> !offset.topicId().equals(topic.id()));
  }

  /** Whether the logs may not be what was read, or lack what comes next. */
  boolean isLogChanged() {
    return isTopicRecreated() || topic.numbers().stream().anyMatch(this::isLogChanged);
  }

  private boolean isLogChanged(int partition) {
    SimLog log = topic.log(partition);
    StoredOffset stored = database.offsets().get(partition);
    return log.isCutBelowRead() || (stored != null && stored.next() < log.start());
  }

  /** Ends all workers, and starts them again after what is in the table already. */
  void restartAtReset() {
    List.copyOf(world.workers()).forEach(world::kill);
    world.disturber().settle();
    Map<Integer, StoredOffset> next = new TreeMap<>();
    for (Integer partition : database.offsets().keySet()) {
      StoredOffset after = afterWritten(topic.log(partition));
      next.put(partition, after);
      topic.log(partition).restartAt(after.next());
    }
    database.reset(next);
    world.trace().note(() -> "offsets are reset: " + next);
    world.ledger().disturbed(topic.numbers());
  }

  private StoredOffset afterWritten(SimLog log) {
    long next = log.start();
    int epoch = log.epoch();
    for (Entry entry : log.entries()) {
      if (topic.rows(entry.id()).stream().anyMatch(row -> database.times(row) > 0)) {
        next = entry.offset() + 1;
        epoch = entry.epoch();
      }
    }
    return new StoredOffset(next, Optional.of(epoch), topic.id());
  }
}
