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
 * Loads from the database where partitions continue, and makes sure that Kafka's log is still the
 * one that the stored offset was taken from. A partition without an offset gets one first,
 * committed before anything is read. One for the process; safe to use from any thread.
 */
public final class PositionLoader {

  private final OffsetTable table;
  private final Topics topics;
  private final Start start;
  private final TopicIdentity identity;
  private final FirstOffsets first = new FirstOffsets();

  /**
   * Rows that the table has.
   *
   * @param stored of the partitions asked for
   * @param ofTopic how many the group has in the topic
   */
  private record Found(SortedMap<Integer, StoredOffset> stored, OffsetTable.RowCount ofTopic) {

    boolean areUnclaimed() {
      return ofTopic.claimed() < ofTopic.rows();
    }
  }

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
   * @throws SQLException the database's error
   * @throws org.apache.kafka.common.KafkaException the brokers' error
   * @throws MissingOffsetException if a row that was found before, and not inserted here, is gone
   * @throws OtherTableException if the group feeds another table
   * @throws LogMismatchException if the log is not the one that the offset was taken from
   */
  public SortedMap<Integer, StoredOffset> load(Transactor database, Set<Integer> partitions)
      throws SQLException {
    TopicInfo topic = identity.requireUnchanged();
    SortedMap<Integer, StoredOffset> stored = loadOrInsert(database, partitions, topic.numbers());
    check(stored, topic);
    return stored;
  }

  /** The offsets that the database has now, compared with nothing. */
  public SortedMap<Integer, StoredOffset> stored(Transactor database, Set<Integer> partitions)
      throws SQLException {
    return database.transact(transaction -> table.load(transaction, partitions));
  }

  private SortedMap<Integer, StoredOffset> loadOrInsert(
      Transactor database, Set<Integer> partitions, Set<Integer> all) throws SQLException {
    Found found = database.transact(transaction -> find(transaction, partitions));
    SortedMap<Integer, StoredOffset> stored = found.stored();
    first.found(stored);
    Set<Integer> missing = new TreeSet<>(partitions);
    missing.removeAll(stored.keySet());
    if (!missing.isEmpty() || found.areUnclaimed()) {
      table.requireRows(stored, first.onlyFound(missing));
      Map<Integer, Long> starts =
          missing.isEmpty() ? Map.of() : starts(found.ofTopic().rows() > 0, missing, all);
      SortedMap<Integer, StoredOffset> inserted =
          database.transact(transaction -> claim(transaction, starts, missing));
      first.found(inserted);
      inserted.keySet().retainAll(missing);
      stored.putAll(inserted);
    }
    return stored;
  }

  private Found find(Connection transaction, Set<Integer> partitions) throws SQLException {
    return new Found(table.load(transaction, partitions), table.count(transaction));
  }

  private SortedMap<Integer, StoredOffset> claim(
      Connection transaction, Map<Integer, Long> starts, Set<Integer> missing) throws SQLException {
    table.claim(transaction, starts);
    Set<Integer> all = new TreeSet<>(missing);
    all.addAll(starts.keySet()); // another consumer may have been faster with some of them
    SortedMap<Integer, StoredOffset> stored = table.load(transaction, all);
    table.requireRows(stored, missing);
    transaction.commit();
    return stored;
  }

  /**
   * A group that begins takes all partitions at once. One that is added later is read from its
   * first record: {@code --start latest} means to leave out what was there before the group, not
   * what came in before the group saw a new partition. Where this process began a partition once,
   * it begins again.
   */
  private Map<Integer, Long> starts(boolean hasRows, Set<Integer> missing, Set<Integer> all) {
    OffsetKey key = table.key();
    boolean begun = hasRows || !first.isEmpty();
    Set<Integer> begins = new TreeSet<>(missing);
    if (!begun) {
      begins.addAll(all); // which may be older than the assignment
    }
    Set<Integer> fresh = first.unknown(begins);
    if (fresh.isEmpty()) {
      return first.begin(Map.of());
    }
    Start where = begun && start == Start.LATEST ? Start.EARLIEST : start;
    return first.begin(topics.startOffsets(where, key.group(), key.topic(), fresh));
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
