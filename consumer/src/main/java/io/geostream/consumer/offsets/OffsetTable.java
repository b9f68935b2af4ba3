package io.geostream.consumer.offsets;

import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.database.SchemaRefusalException;
import io.geostream.consumer.database.TableShape;
import io.geostream.consumer.database.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code kafka_offsets}, the only source of truth for how far each partition is written.
 */
public final class OffsetTable {

  /** A stricter setting is kept. */
  private static final String DURABLE =
      """
      SELECT set_config('synchronous_commit', 'on', true)
      WHERE current_setting('synchronous_commit') <> 'remote_apply'""";

  private final OffsetKey key;
  private final TargetTable target;
  private final TableShape shape;
  private final OffsetStatements statements;

  /**
   * The offsets of one group in one topic.
   *
   * @param schema the one that {@code kafka_offsets} is in
   * @param target the table that the group feeds
   */
  public OffsetTable(OffsetKey key, String schema, TargetTable target) {
    this.key = key;
    this.target = target;
    this.shape = new TableShape(target);
    this.statements = OffsetStatements.of(schema, target);
  }

  /** Whose offsets these are. */
  public OffsetKey key() {
    return key;
  }

  /** The table that the group feeds. */
  public TargetTable target() {
    return target;
  }

  /**
   * Reads the offsets of some partitions; one without a row is missing from the answer.
   *
   * @throws OtherTableException if any partition of the group's feeds another table
   */
  public SortedMap<Integer, StoredOffset> load(
      Connection connection, Collection<Integer> partitions) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(statements.select())) {
      select.setString(1, key.group());
      select.setString(2, key.clusterId());
      select.setString(3, key.topic());
      select.setArray(4, connection.createArrayOf("int", partitions.toArray()));
      SortedMap<Integer, StoredOffset> stored = new TreeMap<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          requireOurs(rows.getString("target_table"));
          int epoch = rows.getInt("leader_epoch");
          Optional<Integer> leaderEpoch = rows.wasNull() ? Optional.empty() : Optional.of(epoch);
          stored.put(
              rows.getInt("partition"),
              new StoredOffset(
                  rows.getLong("next_offset"), leaderEpoch, rows.getString("topic_id")));
        }
      }
      return stored;
    }
  }

  private void requireOurs(@Nullable String table) {
    if (table != null && !table.equals(target.name().toString())) {
      throw new OtherTableException(key, table, target.name());
    }
  }

  /** Whether the group has any offset in the topic. */
  public boolean hasRows(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(statements.any())) {
      select.setString(1, key.group());
      select.setString(2, key.clusterId());
      select.setString(3, key.topic());
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /**
   * Adds the rows of partitions that have none; one that another consumer added meanwhile stays as
   * it is. The transaction's commit then waits for the disk, and for a synchronous standby, as the
   * server's settings ask for: a first offset that is lost would be chosen again, differently.
   */
  public void insert(Connection connection, Map<Integer, Long> starts) throws SQLException {
    try (Statement durable = connection.createStatement()) {
      durable.execute(DURABLE);
    }
    try (PreparedStatement insert = connection.prepareStatement(statements.insert())) {
      for (Map.Entry<Integer, Long> start : new TreeMap<>(starts).entrySet()) {
        insert.setString(1, key.group());
        insert.setString(2, key.clusterId());
        insert.setString(3, key.topic());
        insert.setInt(4, start.getKey());
        insert.setLong(5, start.getValue());
        insert.setString(6, key.topicId().toString());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /**
   * Makes sure that all partitions have a row.
   *
   * @throws MissingOffsetException if one has none
   * @throws OtherTableException if any partition of the group's feeds another table
   */
  public void requireRows(Connection connection, Collection<Integer> partitions)
      throws SQLException {
    requireRows(load(connection, partitions), partitions);
  }

  /**
   * Makes sure that all partitions have a row among those loaded.
   *
   * @throws MissingOffsetException if one has none
   */
  public void requireRows(SortedMap<Integer, StoredOffset> stored, Collection<Integer> partitions) {
    for (Integer partition : partitions) {
      if (!stored.containsKey(partition)) {
        throw new MissingOffsetException(key, partition);
      }
    }
  }

  /**
   * Whether the stored offset of each partition is the one that is known, and of this topic.
   *
   * @param known the next offset of each partition
   * @param rowsMustExist whether a missing row is a fault; else it is an offset that differs
   * @throws MissingOffsetException if a row is missing that must exist
   * @throws OtherTableException if any partition of the group's feeds another table
   */
  public boolean holds(Connection connection, SortedMap<Integer, Long> known, boolean rowsMustExist)
      throws SQLException {
    SortedMap<Integer, StoredOffset> stored = load(connection, known.keySet());
    if (rowsMustExist) {
      requireRows(stored, known.keySet());
    }
    return known.entrySet().stream()
        .allMatch(next -> isAt(stored.get(next.getKey()), next.getValue()));
  }

  private boolean isAt(@Nullable StoredOffset stored, long next) {
    return stored != null
        && stored.next() == next
        && stored.topicId().equals(key.topicId().toString());
  }

  /**
   * Compares and advances, in the order of the partitions, so that no two writers wait for each
   * other in a circle. In the same round trip the table's name is compared, and its columns with
   * what rows are encoded for.
   *
   * @return whether every row held what was expected; if not, the transaction has to be rolled
   *     back, and {@link #requireRows} says if that is a fault
   * @throws SchemaRefusalException if a column has another type
   */
  public boolean advance(Connection connection, SortedMap<Integer, Advance> advances)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(statements.advance())) {
      for (Map.Entry<Integer, Advance> step : advances.entrySet()) {
        Advance advance = step.getValue();
        update.setLong(1, advance.next());
        if (advance.leaderEpoch().isPresent()) {
          update.setInt(2, advance.leaderEpoch().get());
        } else {
          update.setNull(2, Types.INTEGER);
        }
        update.setString(3, key.group());
        update.setString(4, key.clusterId());
        update.setString(5, key.topic());
        update.setInt(6, step.getKey());
        update.setString(7, key.topicId().toString());
        update.setLong(8, advance.expected());
        update.addBatch();
      }
      for (int updated : update.executeBatch()) {
        if (updated != 1) {
          shape.require(connection);
          return false;
        }
      }
      return true;
    }
  }
}
