package io.geostream.consumer.write.columnstore;

import io.geostream.common.mapping.Identifiers;
import io.geostream.consumer.database.TargetTable;
import io.geostream.consumer.write.columnstore.Chunks.Chunk;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The chunks that there are, from the catalog of TimescaleDB 2.28 and newer. Every role may read
 * it, and {@code timescaledb_information.chunks} takes tens of milliseconds where there are
 * thousands.
 */
final class ChunkCatalog {

  /**
   * If the table is not partitioned by its time as it is, or by something else too, there is none.
   */
  private static final String OF_TIMES =
      """
      SELECT slice.chunk_id, slice.range_start, slice.range_end, format('%%I.%%I', chunk.schema_name, chunk.table_name)
        FROM _timescaledb_catalog.dimension_slice slice
        JOIN _timescaledb_catalog.chunk chunk ON chunk.id = slice.chunk_id
       WHERE slice.dimension_id = (
               SELECT dimension.id
                 FROM pg_class relation
                 JOIN pg_namespace namespace ON namespace.oid = relation.relnamespace
                 JOIN _timescaledb_catalog.hypertable hypertable
                   ON hypertable.schema_name = namespace.nspname AND hypertable.table_name = relation.relname
                 JOIN _timescaledb_catalog.dimension dimension ON dimension.hypertable_id = hypertable.id
                WHERE relation.oid = %s AND hypertable.num_dimensions = 1
                  AND dimension.column_name = %s AND dimension.partitioning_func IS NULL)
         AND slice.range_start <= ? AND slice.range_end > ?
         AND EXISTS (SELECT FROM unnest(?, ?) AS span (first, last)
                      WHERE slice.range_start <= span.last AND slice.range_end > span.first)""";

  private static final String LOCK =
      """
      LOCK TABLE %s IN ROW EXCLUSIVE MODE;
      SELECT chunk_id, range_start, range_end FROM _timescaledb_catalog.dimension_slice WHERE chunk_id IN (%s)""";

  private final String ofTimes;

  /** The chunks of a table. */
  ChunkCatalog(TargetTable table) {
    this.ofTimes = OF_TIMES.formatted(table.regclass(), Identifiers.literal(table.time()));
  }

  /**
   * Those that may hold one of the times, as they are at this moment.
   *
   * @param first statements to execute before, in the same round trip, each with a semicolon
   */
  Chunks read(Connection connection, String first, TimeSpans times) throws SQLException {
    try (PreparedStatement select = prepare(connection, first, times);
        ResultSet rows = answer(select, select.execute())) {
      List<Chunk> chunks = new ArrayList<>();
      while (rows.next()) {
        chunks.add(new Chunk(rows.getInt(1), rows.getLong(2), rows.getLong(3), rows.getString(4)));
      }
      return new Chunks(chunks);
    }
  }

  /** What {@link #read} executes. */
  PreparedStatement prepare(Connection connection, String first, TimeSpans times)
      throws SQLException {
    PreparedStatement select = connection.prepareStatement(first + ofTimes);
    select.setLong(1, times.last());
    select.setLong(2, times.first());
    select.setArray(3, connection.createArrayOf("bigint", times.firsts()));
    select.setArray(4, connection.createArrayOf("bigint", times.lasts()));
    return select;
  }

  /**
   * Keeps chunks as they are until the transaction ends: they are not dropped, merged, split or
   * converted. Waits for transactions that do so. The lock is that of an INSERT, and needs only
   * that right.
   *
   * @return whether they are the same as they were, once they are locked
   * @throws SQLException if one is gone, as for other reasons
   */
  static boolean lock(Connection connection, Chunks chunks) throws SQLException {
    try (Statement lock = connection.createStatement();
        ResultSet rows = answer(lock, lock.execute(LOCK.formatted(chunks.names(), chunks.ids())))) {
      int same = 0;
      while (rows.next()) {
        if (chunks.include(rows.getInt(1), rows.getLong(2), rows.getLong(3))) {
          same++;
        }
      }
      return same == chunks.chunks().size();
    }
  }

  /** The rows of the one statement that has any. */
  private static ResultSet answer(Statement statement, boolean isAnswer) throws SQLException {
    boolean found = isAnswer;
    while (!found) {
      found = statement.getMoreResults();
    }
    return statement.getResultSet();
  }
}
