package io.geostream.consumer.offsets;

import io.geostream.common.mapping.Identifiers;
import io.geostream.common.mapping.TableName;
import io.geostream.consumer.database.TableShape;
import io.geostream.consumer.database.TargetTable;
import java.util.Optional;

/**
 * The statements of a consumer about {@code kafka_offsets}, which they name with its schema.
 *
 * @param select the rows of some partitions, and with them all of another table
 * @param any whether there is any row
 * @param insert a row that is not there yet
 * @param advance moves a row on, if all is as it is known
 */
record OffsetStatements(String select, String any, String insert, String advance) {

  private static final String NAME = "kafka_offsets";

  private static final String SELECT =
      """
      SELECT partition, next_offset, leader_epoch, topic_id, target_table FROM %s
      WHERE consumer_group = ? AND cluster_id = ? AND topic = ? AND (partition = ANY (?) OR target_table <> %s)""";

  private static final String ANY =
      """
      SELECT EXISTS (SELECT FROM %s WHERE consumer_group = ? AND cluster_id = ? AND topic = ?)""";

  private static final String INSERT =
      """
      INSERT INTO %s (consumer_group, cluster_id, topic, partition, next_offset, topic_id, target_table)
      VALUES (?, ?, ?, ?, ?, ?, %s) ON CONFLICT DO NOTHING""";

  private static final String ADVANCE =
      """
      UPDATE %1$s SET next_offset = ?, leader_epoch = ?, updated_at = now(), target_table = %2$s
      WHERE consumer_group = ? AND cluster_id = ? AND topic = ? AND partition = ? AND topic_id = ? AND next_offset = ?
        AND (target_table IS NULL OR target_table = %2$s) AND %3$s""";

  /**
   * @param schema the one that {@code kafka_offsets} is in
   * @param target the table whose offsets these are
   */
  static OffsetStatements of(String schema, TargetTable target) {
    String offsets = new TableName(Optional.of(schema), NAME).sql();
    String fed = Identifiers.literal(target.name().toString());
    return new OffsetStatements(
        SELECT.formatted(offsets, fed),
        ANY.formatted(offsets),
        INSERT.formatted(offsets, fed),
        ADVANCE.formatted(offsets, fed, new TableShape(target).isKept()));
  }
}
