package io.geostream.consumer.write.columnstore;

import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.RowDensity;
import io.geostream.consumer.database.TargetTable;
import io.geostream.consumer.write.CopyRowWriter;
import io.geostream.consumer.write.RowWriter;
import io.geostream.consumer.write.RowWriters;

/** The write modes that use the columnstore; a refused row is searched with COPY in both. */
public final class ColumnstoreWriters {

  private ColumnstoreWriters() {}

  /** All straight into the columnstore, as far as that is safe. */
  public static RowWriters directCompress(TargetTable table, ChunkWidth width) {
    RowWriter copy = new CopyRowWriter(table);
    return withCopy(new DirectCompressRowWriter(table, width), copy);
  }

  /** Those of dense batches straight into the columnstore, as far as that is safe. */
  public static RowWriters auto(TargetTable table, ChunkWidth width) {
    RowWriter copy = new CopyRowWriter(table);
    RowWriter direct = new DirectCompressRowWriter(table, width);
    return withCopy(
        (connection, rows, from, to, progress) ->
            (RowDensity.isDense(rows, from, to, width) ? direct : copy)
                .write(connection, rows, from, to, progress),
        copy);
  }

  private static RowWriters withCopy(RowWriter rows, RowWriter copy) {
    return new RowWriters(rows, copy, RowWriter.Mode.COPY);
  }
}
