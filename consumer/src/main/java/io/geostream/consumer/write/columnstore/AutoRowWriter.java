package io.geostream.consumer.write.columnstore;

import io.geostream.consumer.batch.ChunkWidth;
import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.batch.RowDensity;
import io.geostream.consumer.write.CopyRowWriter;
import io.geostream.consumer.write.RowWriter;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Writes rows straight into the columnstore where that is the cheaper way, else into the rowstore.
 */
final class AutoRowWriter implements RowWriter {

  private final ChunkWidth width;
  private final RowWriter directCompress;
  private final RowWriter copy = new CopyRowWriter();

  AutoRowWriter(ChunkWidth width) {
    this.width = width;
    this.directCompress = new DirectCompressRowWriter(width);
  }

  @Override
  public Mode write(Connection connection, CopyRows rows, int from, int to, Runnable progress)
      throws SQLException {
    RowWriter way = RowDensity.isDense(rows, from, to, width) ? directCompress : copy;
    return way.write(connection, rows, from, to, progress);
  }
}
