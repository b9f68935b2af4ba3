package io.geostream.consumer.offsets;

import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.database.SchemaRefusalException;
import io.geostream.consumer.database.TableShape;
import io.geostream.consumer.database.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  private final OffsetKey key;
  private final TargetTable target;
  private final TableShape shape;
  private final OffsetStatements statements;
  private final String columnsAreKept;

  /** How many rows a group has in a topic, and how many of them have a table. */
  record RowCount(long rows, long claimed) {}

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
    this.columnsAreKept = shape.isKept();
    this.statements = new OffsetStatements(schema, key.group(), key.clusterId(), key.topic());
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
    try (PreparedStatement select = statements.load(connection)) {
      select.setArray(4, connection.createArrayOf("int", partitions.toArray()));
      select.setString(5, tableName());
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
    if (table != null && !table.equals(tableName())) {
      throw new OtherTableException(key, table, target.name());
    }
  }

  /** Counts the rows that the group has in the topic. */
  RowCount count(Connection connection) throws SQLException {
    try (PreparedStatement select = statements.count(connection);
        ResultSet row = select.executeQuery()) {
      row.next();
      return new RowCount(row.getLong(1), row.getLong(2));
    }
  }

  /**
   * Claims all rows of the group and the topic that no table has, and adds those of partitions that
   * have none; one that another consumer added meanwhile stays as it is. Only one transaction at a
   * time does so: {@link #load} says in the same one whether the table is this one, before the
   * commit.
   *
   * <p>The commit then waits for the disk, and for a synchronous standby, as the server's settings
   * ask for: a first offset that is lost would be chosen again, differently.
   */
  public void claim(Connection connection, Map<Integer, Long> starts) throws SQLException {
    try (PreparedStatement lock = statements.lock(connection)) {
      lock.execute();
    }
    try (PreparedStatement claim = statements.claim(connection)) {
      claim.setString(1, tableName());
      claim.executeUpdate();
    }
    try (PreparedStatement insert = statements.insert(connection)) {
      for (Map.Entry<Integer, Long> start : new TreeMap<>(starts).entrySet()) {
        insert.setInt(4, start.getKey());
        insert.setLong(5, start.getValue());
        insert.setString(6, key.topicId().toString());
        insert.setString(7, tableName());
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
   * what rows are encoded for. A row that no table has does not advance: loading claims it, with
   * all others.
   *
   * @return whether every row held what was expected; if not, the transaction has to be rolled
   *     back, and {@link #requireRows} says if that is a fault
   * @throws SchemaRefusalException if a column has another type
   */
  public boolean advance(Connection connection, SortedMap<Integer, Advance> advances)
      throws SQLException {
    try (PreparedStatement update = statements.advance(connection, columnsAreKept)) {
      for (Map.Entry<Integer, Advance> step : advances.entrySet()) {
        Advance to = step.getValue();
        update.setLong(1, to.next());
        if (to.leaderEpoch().isPresent()) {
          update.setInt(2, to.leaderEpoch().get());
        } else {
          update.setNull(2, Types.INTEGER);
        }
        update.setInt(6, step.getKey());
        update.setLong(7, to.expected());
        update.setString(8, key.topicId().toString());
        update.setString(9, tableName());
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

  private String tableName() {
    return target.name().toString();
  }
}
