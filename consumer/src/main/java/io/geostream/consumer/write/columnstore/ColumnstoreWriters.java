package io.geostream.consumer.write.columnstore;

import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.RowDensity;
import io.geostream.consumer.write.CopyRowWriter;
import io.geostream.consumer.write.RowWriter;
import io.geostream.consumer.write.RowWriters;

/** The write modes that use the columnstore; a refused row is searched with COPY in both. */
public final class ColumnstoreWriters {

  private static final RowWriter COPY = new CopyRowWriter();

  private ColumnstoreWriters() {}

  /** All straight into the columnstore, as far as that is safe. */
  public static RowWriters directCompress(ChunkWidth width) {
    return withCopy(new DirectCompressRowWriter(width));
  }

  /** Those of dense batches straight into the columnstore, as far as that is safe. */
  public static RowWriters auto(ChunkWidth width) {
    RowWriter direct = new DirectCompressRowWriter(width);
    return withCopy(
        (connection, rows, from, to, progress) ->
            (RowDensity.isDense(rows, from, to, width) ? direct : COPY)
                .write(connection, rows, from, to, progress));
  }

  private static RowWriters withCopy(RowWriter rows) {
    return new RowWriters(rows, COPY, RowWriter.Mode.COPY);
  }
}
