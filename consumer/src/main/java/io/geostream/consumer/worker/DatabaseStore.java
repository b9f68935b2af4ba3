package io.geostream.consumer.worker;

import io.geostream.common.decode.BadRecord;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.database.WriterConnection;
import io.geostream.consumer.offsets.OffsetTable;
import io.geostream.consumer.offsets.PositionLoader;
import io.geostream.consumer.offsets.StoredOffset;
import io.geostream.consumer.write.RefusedRows;
import io.geostream.consumer.write.RowWriter;
import io.geostream.consumer.write.Transaction;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The store in PostgreSQL, over a connection of the writer's own. */
record DatabaseStore(
    WriterConnection connection,
    PositionLoader loader,
    OffsetTable offsets,
    Transaction transaction,
    RefusedRows refusedRows)
    implements Store {

  @Override
  public SortedMap<Integer, StoredOffset> load(Set<Integer> partitions) throws SQLException {
    return loader.load(connection, partitions);
  }

  @Override
  public boolean holds(SortedMap<Integer, Long> known, boolean rowsMustExist) throws SQLException {
    boolean sameConnection = !connection.retire();
    return connection.transact(own -> offsets.holds(own, known, rowsMustExist && sameConnection));
  }

  @Override
  public Optional<RowWriter.Mode> write(Batch batch, boolean plain) throws SQLException {
    Optional<RowWriter.Mode> mode =
        plain ? transaction.writePlain(batch) : transaction.write(batch);
    if (mode.isPresent() && batch.messages() > 0) {
      refusedRows.accepted();
    }
    return mode;
  }

  @Override
  public Optional<SortedMap<Integer, BadRecord>> findRefused(Batch batch) throws SQLException {
    return refusedRows.find(batch);
  }
}
