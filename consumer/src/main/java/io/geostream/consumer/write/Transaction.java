package io.geostream.consumer.write;

import io.geostream.consumer.batch.Advance;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.Phase;
import io.geostream.consumer.batch.SeriesOrder;
import io.geostream.consumer.batch.Steps;
import io.geostream.consumer.batch.Stopwatch;
import io.geostream.consumer.database.SchemaRefusalException;
import io.geostream.consumer.database.WriterConnection;
import io.geostream.consumer.offsets.MissingOffsetException;
import io.geostream.consumer.offsets.OffsetTable;
import io.geostream.consumer.offsets.OtherTableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Writes a batch in one transaction: the rows, then the offsets, each only if it is still what this
 * consumer last knew. The comparison fences a consumer that was frozen during a rebalance, and
 * settles a commit whose answer was lost: the repeated batch finds its offset advanced.
 */
public final class Transaction {

  private final WriterConnection connection;
  private final RowWriters writers;
  private final OffsetTable offsets;
  private final Runnable progress;
  private final SeriesOrder order = new SeriesOrder();

  /**
   * Writes through the connection of the writer that owns this.
   *
   * @param progress called after each statement, and as what it sends is taken: a COPY may take
   *     long
   */
  public Transaction(
      WriterConnection connection, RowWriters writers, OffsetTable offsets, Runnable progress) {
    this.connection = connection;
    this.writers = writers;
    this.offsets = offsets;
    this.progress = progress;
  }

  /**
   * Writes the batch.
   *
   * @return which way the rows went, of a batch without rows which way few would have gone; empty
   *     if the offsets have moved: the batch is another consumer's, or is written already, and
   *     nothing was changed
   * @throws SQLException the database's error; nothing is written, or a commit's answer was lost
   * @throws IllegalStateException if the batch does not advance past each of its messages and dead
   *     letters; nothing is written then
   * @throws MissingOffsetException if a partition's row is gone
   * @throws OtherTableException if the group feeds another table
   * @throws SchemaRefusalException if the table's columns have other types than the rows
   */
  public Optional<RowWriter.Mode> write(Batch batch) throws SQLException {
    return write(batch, writers.rows());
  }

  /**
   * The same in the plain way, as the search for refused rows writes.
   *
   * @return as {@link #write}
   * @throws SQLException as {@link #write}
   */
  public Optional<RowWriter.Mode> writePlain(Batch batch) throws SQLException {
    return write(batch, writers.plain());
  }

  private Optional<RowWriter.Mode> write(Batch batch, RowWriter writer) throws SQLException {
    Steps.requireAll(batch);
    Stopwatch stopwatch = new Stopwatch(batch.times());
    CopyRows rows = // in order before anything is locked
        writer.needsRecordOrder() || !offsets.target().hasKey()
            ? batch.rows()
            : order.of(batch.rows());
    return connection.transact(
        transaction -> write(transaction, batch.advances(), rows, writer, stopwatch));
  }

  private Optional<RowWriter.Mode> write(
      Connection transaction,
      SortedMap<Integer, Advance> advances,
      CopyRows rows,
      RowWriter writer,
      Stopwatch stopwatch)
      throws SQLException {
    RowWriter.Mode mode = writers.plainMode();
    if (rows.count() > 0) {
      mode = writer.write(transaction, rows, 0, rows.count(), progress);
      stopwatch.ends(Phase.COPY);
      progress.run();
    }
    boolean advanced = offsets.advance(transaction, advances);
    stopwatch.ends(Phase.OFFSETS);
    progress.run();
    if (!advanced) {
      transaction.rollback(); // its locks first
      offsets.requireRows(transaction, advances.keySet());
      return Optional.empty();
    }
    transaction.commit();
    stopwatch.ends(Phase.COMMIT);
    return Optional.of(mode);
  }
}
