package io.geostream.consumer.worker;

import io.geostream.consumer.offsets.StoredOffset;
import io.geostream.consumer.worker.SimLog.Entry;
import io.geostream.consumer.worker.SimLog.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What was promised, compared with what is in the table and among the letters. */
final class Ledger {

  private final SimTopic topic;
  private final MemoryDatabase database;
  private final Counts letters = new Counts();
  private final Counts unacknowledged = new Counts();
  private final Counts disturbances = new Counts();
  private int changesChecked;

  Ledger(SimTopic topic, MemoryDatabase database) {
    this.topic = topic;
    this.database = database;
  }

  /** Something befell the worker of partitions, after which it may send letters once more. */
  void disturbed(Collection<Integer> partitions) {
    partitions.forEach(partition -> disturbances.add(partition, 1));
  }

  /** A letter is in the dead-letter topic. */
  void letter(int record) {
    letters.add(record, 1);
    if (topic.kind(record) == Kind.READING) {
      throw new Violation("the reading " + record + " became a letter");
    }
  }

  /** The same, but its acknowledgement is lost, so that it is sent once more. */
  void unacknowledgedLetter(int record) {
    letter(record);
    unacknowledged.add(record, 1);
  }

  /** How often something befell the worker of a partition. */
  int disturbances(int partition) {
    return disturbances.of(partition);
  }

  /** What holds after each step. */
  void check() {
    if (database.writtenTwice() >= 0) {
      throw new Violation("row " + database.writtenTwice() + " is in the table twice");
    }
    if (changesChecked != database.changes()) {
      changesChecked = database.changes();
      for (int record = 0; record < topic.records(); record++) {
        require(!isInPart(record), "is in the table in part", record);
      }
    }
  }

  private boolean isInPart(int record) {
    List<Integer> rows = topic.rows(record);
    for (int i = 1; i < rows.size(); i++) {
      if (database.times(rows.get(i)) != database.times(rows.get(0))) {
        return true;
      }
    }
    return false;
  }

  /** How often each row of a record is in the table. */
  private IntStream times(int record) {
    return topic.rows(record).stream().mapToInt(database::times);
  }

  /** Whether the database has all offsets up to the logs' ends, as they are now. */
  boolean isComplete() {
    for (int number = 0; number < topic.partitions(); number++) {
      StoredOffset stored = database.offsets().get(number);
      if (stored == null || !stored.topicId().equals(topic.id()) || !isUpToDate(stored, number)) {
        return false;
      }
    }
    return true;
  }

  /** Consumers have to notice a cut, even if the log has grown up to the stored offset again. */
  private boolean isUpToDate(StoredOffset stored, int number) {
    SimLog log = topic.log(number);
    long valid = stored.leaderEpoch().map(log::endOfEpoch).orElse(stored.next());
    return stored.next() >= log.end() && stored.next() <= valid;
  }

  /** What holds at the end. */
  void checkAtEnd() {
    for (int record = 0; record < topic.records(); record++) {
      int most = topic.kind(record) == Kind.READING ? 1 : 0;
      require(times(record).allMatch(times -> times <= most), "must not be in the table", record);
      int excused = unacknowledged.of(record) + disturbances.of(topic.partition(record));
      require(letters.of(record) <= 1 + excused, "has too many letters", record);
    }
    for (int number = 0; number < topic.partitions(); number++) {
      topic.log(number).entries().forEach(this::requireDone);
    }
  }

  private void requireDone(Entry entry) {
    int record = entry.id();
    switch (entry.kind()) {
      case READING ->
          require(times(record).allMatch(times -> times == 1), "is not in the table", record);
      case BAD, REFUSED -> require(letters.of(record) > 0, "has no letter", record);
      case MARKER -> require(letters.of(record) == 0, "is a marker, but has a letter", record);
    }
  }

  private void require(boolean holds, String fault, int record) {
    if (!holds) {
      throw new Violation(
          String.format(
              Locale.ROOT,
              "the %s with the id %d of partition %d %s: its rows are in the table %s times, %d letters",
              topic.kind(record),
              record,
              topic.partition(record),
              fault,
              times(record).boxed().toList(),
              letters.of(record)));
    }
  }
}
