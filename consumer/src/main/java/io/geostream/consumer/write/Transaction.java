package io.geostream.consumer.write;

import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.Phase;
import io.geostream.consumer.batch.StationOrder;
import io.geostream.consumer.batch.Stopwatch;
import io.geostream.consumer.database.SchemaRefusalException;
import io.geostream.consumer.offsets.MissingOffsetException;
import io.geostream.consumer.offsets.OffsetTable;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Writes a batch in one transaction: the rows, then the offsets, each only if it still is what this
 * consumer last knew. The compare fences a consumer that slept through a rebalance, and settles a
 * commit whose answer was lost: the same batch again finds its offset gone ahead.
 */
public final class Transaction {

  /** How a batch ended that the database did not object to. */
  public sealed interface Outcome {

    /**
     * Rows and offsets are committed.
     *
     * @param mode which way the rows went; of a batch without rows, which way they would have gone
     *     if there were few
     */
    record Written(RowWriter.Mode mode) implements Outcome {}

    /**
     * The offsets have moved: the batch belongs to someone else, or is written already. Nothing was
     * changed.
     */
    record Fenced() implements Outcome {}
  }

  private static final String CONNECTION_LOST = "08";

  private final DataSource database;
  private final RowWriters writers;
  private final OffsetTable offsets;
  private final InFlight inFlight;
  private final StationOrder order = new StationOrder();

  /** Writes through connections of the database, one at a time. */
  public Transaction(
      DataSource database, RowWriters writers, OffsetTable offsets, InFlight inFlight) {
    this.database = database;
    this.writers = writers;
    this.offsets = offsets;
    this.inFlight = inFlight;
  }

  /**
   * Writes the batch.
   *
   * @throws SQLException what the database says; nothing is written, or a commit's answer was lost
   * @throws MissingOffsetException if a partition's row is gone
   * @throws SchemaRefusalException if the table's columns have other types than the rows
   */
  public Outcome write(Batch batch) throws SQLException {
    return write(batch, writers.rows());
  }

  /**
   * The same the plain way, as the search for refused rows writes.
   *
   * @throws SQLException as {@link #write}
   */
  public Outcome writePlain(Batch batch) throws SQLException {
    return write(batch, writers.plain());
  }

  private Outcome write(Batch batch, RowWriter writer) throws SQLException {
    Stopwatch stopwatch = new Stopwatch(batch.times());
    CopyRows rows = order.of(batch.rows()); // before anything is locked
    try (Connection connection = database.getConnection()) {
      inFlight.begin(connection);
      boolean ended = false;
      try {
        RowWriter.Mode mode = writers.plainMode();
        if (rows.count() > 0) {
          mode = writer.write(connection, rows, 0, rows.count());
          stopwatch.ends(Phase.COPY);
        }
        boolean advanced = offsets.advance(connection, batch.advances());
        stopwatch.ends(Phase.OFFSETS);
        if (advanced) {
          connection.commit();
          stopwatch.ends(Phase.COMMIT);
          ended = true;
          return new Outcome.Written(mode);
        }
      } catch (SQLException e) {
        ended = true;
        rollback(connection, e);
        throw e;
      } finally {
        inFlight.end();
        if (!ended) { // also after an error of the JVM: rows without their offsets must not stay
          // open
          connection.rollback();
        }
      }
      offsets.requireRows(connection, batch.advances().keySet());
      return new Outcome.Fenced();
    }
  }

  /**
   * Nothing of a failed batch may stay. A connection that was lost or that no longer answers in
   * time is cut first: the answers still under way in it would be taken for those to the next
   * questions.
   */
  static void rollback(Connection connection, SQLException because) {
    try {
      if (because.getSQLState() == null || because.getSQLState().startsWith(CONNECTION_LOST)) {
        connection.abort(Runnable::run);
      }
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }
}
