package io.geostream.consumer.poll;

import io.geostream.consumer.kafka.TopicInfo;
import io.geostream.consumer.kafka.Topics;
import io.geostream.consumer.settings.Start;
import io.geostream.consumer.write.OffsetKey;
import io.geostream.consumer.write.OffsetTable;
import io.geostream.consumer.write.StoredOffset;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Finds out from the database where partitions go on, and makes sure that Kafka's log still is the
 * one that the stored offset was taken from. A partition without an offset gets one first,
 * committed before anything is read.
 */
public final class PositionLoader {

  private final DataSource database;
  private final OffsetTable table;
  private final Topics topics;
  private final Start start;

  /**
   * @param start where a partition without a stored offset begins
   */
  public PositionLoader(DataSource database, OffsetTable table, Topics topics, Start start) {
    this.database = database;
    this.table = table;
    this.topics = topics;
    this.start = start;
  }

  /**
   * Loads the offsets of partitions.
   *
   * @throws SQLException what the database says
   * @throws org.apache.kafka.common.KafkaException what the brokers say
   * @throws LogMismatchException if the log is not the one that the offset was taken from
   */
  public SortedMap<Integer, StoredOffset> load(Set<Integer> partitions) throws SQLException {
    OffsetKey key = table.key();
    TopicInfo topic = topics.describe(key.topic());
    if (topic == null) {
      throw new UnknownTopicOrPartitionException("topic " + key.topic() + " does not exist");
    }
    if (!topic.id().equals(key.topicId())) {
      throw LogMismatchException.otherTopic(key, key.topicId().toString(), topic);
    }
    SortedMap<Integer, StoredOffset> stored = loadOrInsert(partitions);
    check(stored, topic);
    return stored;
  }

  /** The offsets that the database has now, compared with nothing. */
  public SortedMap<Integer, StoredOffset> stored(Set<Integer> partitions) throws SQLException {
    try (Connection connection = database.getConnection()) {
      SortedMap<Integer, StoredOffset> stored = table.load(connection, partitions);
      connection
          .rollback(); // reads only; but a connection goes back to the pool without a transaction
      return stored;
    }
  }

  private SortedMap<Integer, StoredOffset> loadOrInsert(Set<Integer> partitions)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      SortedMap<Integer, StoredOffset> stored = table.load(connection, partitions);
      Set<Integer> missing = new TreeSet<>(partitions);
      missing.removeAll(stored.keySet());
      if (!missing.isEmpty()) {
        OffsetKey key = table.key();
        table.insert(connection, topics.startOffsets(start, key.group(), key.topic(), missing));
        connection.commit();
        stored.putAll(table.load(connection, missing));
        table.requireRows(stored, partitions);
      }
      connection.rollback(); // nothing but reads is open; the pool takes only connections without a
      // transaction back
      return stored;
    }
  }

  private void check(SortedMap<Integer, StoredOffset> stored, TopicInfo topic) {
    OffsetKey key = table.key();
    Map<Integer, Long> first = topics.firstOffsets(key.topic(), stored.keySet());
    Map<Integer, Long> end = topics.endOffsets(key.topic(), stored.keySet());
    stored.forEach(
        (partition, offset) -> {
          if (!offset.topicId().equals(key.topicId().toString())) {
            throw LogMismatchException.otherTopic(key, offset.topicId(), topic);
          }
          long begins = Objects.requireNonNull(first.get(partition));
          long ends = Objects.requireNonNull(end.get(partition));
          if (offset.next() < begins) {
            throw LogMismatchException.cut(key, partition, offset.next(), begins);
          }
          if (offset.next() > ends) {
            throw LogMismatchException.beyondEnd(key, partition, offset.next(), ends);
          }
        });
  }
}
