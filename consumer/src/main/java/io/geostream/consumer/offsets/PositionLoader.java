package io.geostream.consumer.offsets;

import io.geostream.consumer.database.Transactor;
import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.settings.Start;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Finds out from the database where partitions go on, and makes sure that Kafka's log still is the
 * one that the stored offset was taken from. A partition without an offset gets one first,
 * committed before anything is read.
 */
public final class PositionLoader {

  private final OffsetTable table;
  private final Topics topics;
  private final Start start;
  private final TopicIdentity identity;

  /**
   * @param start where a partition without a stored offset begins
   */
  public PositionLoader(OffsetTable table, Topics topics, Start start) {
    this.table = table;
    this.topics = topics;
    this.start = start;
    this.identity = new TopicIdentity(topics, table.key());
  }

  /** The topic that the offsets are of. */
  public TopicIdentity topic() {
    return identity;
  }

  /**
   * Loads the offsets of partitions.
   *
   * @throws SQLException what the database says
   * @throws org.apache.kafka.common.KafkaException what the brokers say
   * @throws LogMismatchException if the log is not the one that the offset was taken from
   */
  public SortedMap<Integer, StoredOffset> load(Transactor database, Set<Integer> partitions)
      throws SQLException {
    TopicInfo topic = identity.requireUnchanged();
    SortedMap<Integer, StoredOffset> stored =
        database.transact(transaction -> loadOrInsert(transaction, partitions, topic.numbers()));
    check(stored, topic);
    return stored;
  }

  /** The offsets that the database has now, compared with nothing. */
  public SortedMap<Integer, StoredOffset> stored(Transactor database, Set<Integer> partitions)
      throws SQLException {
    return database.transact(transaction -> table.load(transaction, partitions));
  }

  private SortedMap<Integer, StoredOffset> loadOrInsert(
      Connection transaction, Set<Integer> partitions, Set<Integer> all) throws SQLException {
    SortedMap<Integer, StoredOffset> stored = table.load(transaction, partitions);
    Set<Integer> missing = new TreeSet<>(partitions);
    missing.removeAll(stored.keySet());
    if (!missing.isEmpty()) {
      table.insert(transaction, starts(table.hasRows(transaction), missing, all));
      transaction.commit();
      stored.putAll(table.load(transaction, missing));
      table.requireRows(stored, partitions);
    }
    return stored;
  }

  /**
   * A group that begins takes all partitions at once. One that is added later is read from its
   * first record: {@code --start latest} means to leave out what was there before the group, not
   * what came in before the group saw a new partition.
   */
  private Map<Integer, Long> starts(boolean begun, Set<Integer> missing, Set<Integer> all) {
    OffsetKey key = table.key();
    Start where = begun && start == Start.LATEST ? Start.EARLIEST : start;
    return topics.startOffsets(where, key.group(), key.topic(), begun ? missing : all);
  }

  private void check(SortedMap<Integer, StoredOffset> stored, TopicInfo topic) {
    OffsetKey key = table.key();
    Map<Integer, Long> first = topics.firstOffsets(key.topic(), stored.keySet());
    Map<Integer, Long> end = topics.endOffsets(key.topic(), stored.keySet());
    stored.forEach(
        (partition, offset) -> {
          long begins = Objects.requireNonNull(first.get(partition));
          long ends = Objects.requireNonNull(end.get(partition));
          switch (LogComparison.of(offset, topic.id().toString(), begins, ends)) {
            case FITS -> {}
            case OTHER_TOPIC -> throw LogMismatchException.otherTopic(key, offset.topicId(), topic);
            case CUT -> throw LogMismatchException.cut(key, partition, offset.next(), begins);
            case BEYOND_END ->
                throw LogMismatchException.beyondEnd(key, partition, offset.next(), ends);
          }
        });
  }
}
