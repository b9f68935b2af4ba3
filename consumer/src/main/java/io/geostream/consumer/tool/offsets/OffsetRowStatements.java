package io.geostream.consumer.tool.offsets;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.util.PSQLState;

/**
 * The tools' statements about {@code kafka_offsets}, which they name with its schema.
 *
 * @param select the rows of a cluster
 * @param others how many there are of each other cluster
 * @param update moves a row that is as it was
 * @param insert a row that is not there yet
 * @param forget frees rows from their table
 */
record OffsetRowStatements(
    String select, String others, String update, String insert, String forget) {

  /** Where consumers look: beside geospatial_metrics if that is there, else by the search path. */
  private static final String NAME =
      """
      SELECT format('%I.%I', schema.nspname, offsets.relname)
        FROM pg_class offsets
        JOIN pg_namespace schema ON schema.oid = offsets.relnamespace
       WHERE offsets.oid = coalesce(
               (SELECT to_regclass(format('%I.kafka_offsets', beside.nspname))
                  FROM pg_class metrics
                  JOIN pg_namespace beside ON beside.oid = metrics.relnamespace
                 WHERE metrics.oid = to_regclass('geospatial_metrics')),
               to_regclass('kafka_offsets'))""";

  private static final String SELECT =
      """
      SELECT partition, next_offset, topic_id, updated_at, target_table FROM %s
      WHERE consumer_group = ? AND topic = ? AND cluster_id = ?""";

  private static final String OTHERS =
      """
      SELECT cluster_id, count(*), max(updated_at) FROM %s
      WHERE consumer_group = ? AND topic = ? AND cluster_id <> ? GROUP BY cluster_id ORDER BY cluster_id""";

  private static final String UPDATE =
      """
      UPDATE %s SET next_offset = ?, topic_id = ?, leader_epoch = NULL, updated_at = now()
      WHERE consumer_group = ? AND topic = ? AND cluster_id = ? AND partition = ? AND next_offset = ? AND topic_id = ?""";

  private static final String INSERT =
      """
      INSERT INTO %s (next_offset, topic_id, consumer_group, topic, cluster_id, partition)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""";

  private static final String FORGET =
      """
      UPDATE %s SET target_table = NULL
      WHERE consumer_group = ? AND topic = ? AND cluster_id = ?""";

  /**
   * Finds the table.
   *
   * @throws SQLException if there is none, as for other reasons
   */
  static OffsetRowStatements find(Connection connection) throws SQLException {
    try (Statement ask = connection.createStatement();
        ResultSet name = ask.executeQuery(NAME)) {
      if (!name.next()) {
        throw new SQLException(
            "there is no table kafka_offsets", PSQLState.UNDEFINED_TABLE.getState());
      }
      return of(name.getString(1));
    }
  }

  private static OffsetRowStatements of(String table) {
    return new OffsetRowStatements(
        SELECT.formatted(table),
        OTHERS.formatted(table),
        UPDATE.formatted(table),
        INSERT.formatted(table),
        FORGET.formatted(table));
  }
}
