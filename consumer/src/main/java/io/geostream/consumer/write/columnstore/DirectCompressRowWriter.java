package io.geostream.consumer.write.columnstore;

import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.database.TargetTable;
import io.geostream.consumer.write.CopyRowWriter;
import io.geostream.consumer.write.FaultKind;
import io.geostream.consumer.write.RowWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows with the same COPY as {@link CopyRowWriter}, which TimescaleDB compresses as they
 * come in: they go straight into the columnstore. But only if each of them has a chunk already;
 * else all are written with the plain COPY, which creates missing chunks.
 *
 * <p>A COPY that compresses and finds no chunk may wait for another session that is creating it. It
 * then takes that chunk for its own, new and empty one, and hides what the other session has copied
 * into it. And if the chunk is taken out of the columnstore during the wait, the server crashes. So
 * the chunks are locked before, as COPY itself would: docs/adr/0090-write-modes.md.
 *
 * <p>Where TimescaleDB cannot compress (the table got a unique index after the start) it writes
 * into the rowstore, and sends a warning, from which the mode is known.
 *
 * @see <a href="https://github.com/timescale/timescaledb/blob/2.28.3/src/chunk_tuple_routing.c">
 *     ts_chunk_tuple_routing_find_chunk</a>
 */
final class DirectCompressRowWriter implements RowWriter {

  /**
   * For this transaction alone, in one round trip with its BEGIN and the query of the chunks. A
   * second query must see what was committed since the first, whatever the role's settings are, and
   * the warning has to reach the client. Without a {@code segmentby}, TimescaleDB would guess one
   * from the first rows of each chunk: with one key that differs from the table's settings.
   * Planning the query for each batch would cost more than running it.
   */
  private static final String BEGIN =
      """
      SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
      SAVEPOINT before_direct_compress;
      SET LOCAL timescaledb.enable_direct_compress_copy = on;
      SET LOCAL timescaledb.enable_direct_compress_auto_segmentby = off;
      SET LOCAL client_min_messages = warning;
      SET LOCAL plan_cache_mode = force_generic_plan;
      """;

  /** The settings and the locks go too. */
  private static final String UNDO = "ROLLBACK TO SAVEPOINT before_direct_compress";

  private static final String SWITCHED_OFF = "disabling direct compress";

  private final ChunkWidth width;
  private final ChunkCatalog catalog;
  private final CopyRowWriter copy;

  DirectCompressRowWriter(TargetTable table, ChunkWidth width) {
    this.width = width;
    this.catalog = new ChunkCatalog(table);
    this.copy = new CopyRowWriter(table);
  }

  @Override
  public Mode write(Connection connection, CopyRows rows, int from, int to, Runnable progress)
      throws SQLException {
    if (haveChunks(connection, TimeSpans.of(rows, from, to, width), progress)) {
      copy.write(connection, rows, from, to, progress);
      return isSwitchedOff(connection.getWarnings()) ? Mode.COPY : Mode.DIRECT_COMPRESS;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(UNDO);
    }
    progress.run();
    return copy.write(connection, rows, from, to, progress);
  }

  /** Whether all rows have a chunk, and will until the transaction ends. */
  private boolean haveChunks(Connection connection, TimeSpans times, Runnable progress)
      throws SQLException {
    Chunks chunks = catalog.read(connection, BEGIN, times);
    progress.run();
    try {
      boolean have = chunks.cover(times) && ChunkCatalog.lock(connection, chunks);
      progress.run();
      return have;
    } catch (SQLException e) {
      if (FaultKind.isOfNamesOrRights(e)) {
        return false; // one was dropped in between
      }
      throw e;
    }
  }

  private static boolean isSwitchedOff(@Nullable SQLWarning first) {
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      if (String.valueOf(warning.getMessage()).contains(SWITCHED_OFF)) {
        return true;
      }
    }
    return false;
  }
}
