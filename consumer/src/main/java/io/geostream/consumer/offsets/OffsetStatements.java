package io.geostream.consumer.offsets;

import io.geostream.common.mapping.TableName;
import io.geostream.sql.SearchPath;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLState;

/**
 * The statements about the rows of a group and a topic in {@code kafka_offsets}, which they name
 * with its schema. The parameters that say whose rows these are, are set.
 */
public final class OffsetStatements {

  private static final String NAME = "kafka_offsets";

  private static final String LOAD =
      """
      SELECT partition, next_offset, leader_epoch, topic_id, target_table FROM %s
      WHERE consumer_group = ? AND cluster_id = ? AND topic = ? AND (partition = ANY (?) OR target_table <> ?)""";

  private static final String COUNT =
      """
      SELECT count(*), count(target_table) FROM %s WHERE consumer_group = ? AND cluster_id = ? AND topic = ?""";

  private static final String LOCK =
      """
      SELECT pg_advisory_xact_lock(hashtextextended(jsonb_build_array(?::text, ?::text, ?::text)::text, 0)),
        CASE WHEN current_setting('synchronous_commit') <> 'remote_apply' THEN set_config('synchronous_commit', 'on', true) END""";

  private static final String CLAIM =
      """
      UPDATE %s SET target_table = ?
      WHERE consumer_group = ? AND cluster_id = ? AND topic = ? AND target_table IS NULL""";

  private static final String INSERT =
      """
      INSERT INTO %s (consumer_group, cluster_id, topic, partition, next_offset, topic_id, target_table)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";

  private static final String ADVANCE =
      """
      UPDATE %s SET next_offset = ?, leader_epoch = ?, updated_at = now()
      WHERE consumer_group = ? AND cluster_id = ? AND topic = ? AND partition = ? AND next_offset = ? AND topic_id = ?
        AND target_table = ?""";

  private static final String LIST =
      """
      SELECT partition, next_offset, topic_id, updated_at, target_table FROM %s
      WHERE consumer_group = ? AND cluster_id = ? AND topic = ?""";

  private static final String OTHERS =
      """
      SELECT cluster_id, count(*), max(updated_at) FROM %s
      WHERE consumer_group = ? AND cluster_id <> ? AND topic = ? GROUP BY cluster_id ORDER BY cluster_id""";

  private static final String MOVE =
      """
      UPDATE %s SET next_offset = ?, topic_id = ?, leader_epoch = NULL, updated_at = now()
      WHERE consumer_group = ? AND cluster_id = ? AND topic = ? AND partition = ? AND next_offset = ? AND topic_id = ?""";

  private static final String FORGET =
      """
      UPDATE %s SET target_table = NULL
      WHERE consumer_group = ? AND cluster_id = ? AND topic = ?""";

  private final String table;
  private final String group;
  private final String clusterId;
  private final String topic;

  /**
   * About the table in a schema, which a migration or its check has found.
   *
   * @param schema the one that {@code kafka_offsets} is in
   */
  OffsetStatements(String schema, String group, String clusterId, String topic) {
    this.table = new TableName(Optional.of(schema), NAME).sql();
    this.group = group;
    this.clusterId = clusterId;
    this.topic = topic;
  }

  /**
   * About the table that consumers with this search path use.
   *
   * @throws SQLException if there is none, as for other reasons
   */
  public static OffsetStatements find(
      Connection connection, String group, String clusterId, String topic) throws SQLException {
    String schema =
        SearchPath.offsets(connection)
            .orElseThrow(
                () ->
                    new SQLException(
                        "there is no table " + NAME, PSQLState.UNDEFINED_TABLE.getState()));
    return new OffsetStatements(schema, group, clusterId, topic);
  }

  /** The rows of some partitions (4), and with them all that feed another table than one (5). */
  PreparedStatement load(Connection connection) throws SQLException {
    return prepare(connection, LOAD.formatted(table), 1);
  }

  /** How many rows there are, and how many of them have a table. */
  PreparedStatement count(Connection connection) throws SQLException {
    return prepare(connection, COUNT.formatted(table), 1);
  }

  /** Lets one transaction at a time claim rows or insert them; its commit is a durable one. */
  PreparedStatement lock(Connection connection) throws SQLException {
    return prepare(connection, LOCK, 1);
  }

  /** Gives a table (1) to the rows that have none. */
  PreparedStatement claim(Connection connection) throws SQLException {
    return prepare(connection, CLAIM.formatted(table), 2);
  }

  /**
   * Adds the row of a partition (4) that is not there yet: next offset (5), topic id (6), table
   * (7).
   */
  public PreparedStatement insert(Connection connection) throws SQLException {
    return prepare(connection, INSERT.formatted(table), 1);
  }

  /**
   * Sets next offset (1) and leader epoch (2) of a partition (6), if next offset (7), topic id (8)
   * and table (9) are these.
   *
   * @param condition another one
   */
  PreparedStatement advance(Connection connection, String condition) throws SQLException {
    return prepare(connection, ADVANCE.formatted(table) + " AND " + condition, 3);
  }

  /** All rows. */
  public PreparedStatement list(Connection connection) throws SQLException {
    return prepare(connection, LIST.formatted(table), 1);
  }

  /** How many rows there are of each other cluster. */
  public PreparedStatement others(Connection connection) throws SQLException {
    return prepare(connection, OTHERS.formatted(table), 1);
  }

  /**
   * Sets next offset (1) and topic id (2) of a partition (6), if next offset (7) and topic id (8)
   * are these.
   */
  public PreparedStatement move(Connection connection) throws SQLException {
    return prepare(connection, MOVE.formatted(table), 3);
  }

  /** Frees all rows from their table. */
  public PreparedStatement forget(Connection connection) throws SQLException {
    return prepare(connection, FORGET.formatted(table), 1);
  }

  private PreparedStatement prepare(Connection connection, String sql, int from)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setString(from, group);
    statement.setString(from + 1, clusterId);
    statement.setString(from + 2, topic);
    return statement;
  }
}
