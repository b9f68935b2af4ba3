package io.geostream.consumer.write;

import io.geostream.consumer.batch.CopyRows;
import io.geostream.consumer.database.TargetTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes rows with {@code COPY … FROM STDIN (FORMAT binary)}. */
public final class CopyRowWriter implements RowWriter {

  /** The signature, then flags and the length of a header extension, both none. */
  private static final byte[] HEADER =
      ByteBuffer.allocate(19)
          .put("PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1))
          .array();

  /**
   * The server reads a message as a whole before it looks into it, and so does the driver copy one:
   * small ones stay in the processors' caches.
   */
  private static final int MESSAGE_BYTES = 64 * 1024;

  private static final byte[] TRAILER = {(byte) 0xff, (byte) 0xff};

  private final String statement;

  /** Writes into a table. */
  public CopyRowWriter(TargetTable table) {
    this.statement =
        "COPY %s (%s) FROM STDIN (FORMAT binary)".formatted(table.name().sql(), table.columnList());
  }

  @Override
  public Mode write(Connection connection, CopyRows rows, int from, int to, Runnable progress)
      throws SQLException {
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
    try {
      int end = rows.startOf(to);
      copy.writeToCopy(HEADER, 0, HEADER.length);
      for (int at = rows.startOf(from); at < end; at += MESSAGE_BYTES) {
        copy.writeToCopy(rows.bytes(), at, Math.min(MESSAGE_BYTES, end - at));
        progress.run();
      }
      copy.writeToCopy(TRAILER, 0, TRAILER.length);
      copy.endCopy();
      return Mode.COPY;
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
