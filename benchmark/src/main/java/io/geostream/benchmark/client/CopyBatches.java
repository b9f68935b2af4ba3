package io.geostream.benchmark.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts rows in COPY's binary format into batches, at the borders of rows; each batch is a whole of
 * its own, with header and trailer.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4">COPY, binary
 *     format</a>
 */
final class CopyBatches {

  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int HEADER_BYTES = SIGNATURE.length + 2 * Integer.BYTES;
  private static final short END = -1;

  private CopyBatches() {}

  /**
   * Cuts.
   *
   * @param rows a whole file, from its header to its trailer
   * @param rowsEach how many rows a batch has; the last one may have fewer
   * @throws IllegalArgumentException if that is no such file, or is cut short
   */
  static List<byte[]> cut(byte[] rows, int rowsEach) {
    if (rows.length < HEADER_BYTES
        || !Arrays.equals(rows, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
      throw new IllegalArgumentException("no rows in COPY's binary format");
    }
    ByteBuffer in = ByteBuffer.wrap(rows);
    in.position(SIGNATURE.length + Integer.BYTES);
    skip(in, in.getInt()); // the header's extension
    List<byte[]> batches = new ArrayList<>();
    int start = in.position();
    int count = 0;
    while (skipRow(in)) {
      if (++count == rowsEach) {
        batches.add(whole(rows, start, in.position()));
        start = in.position();
        count = 0;
      }
    }
    if (count > 0) {
      batches.add(whole(rows, start, in.position() - Short.BYTES));
    }
    return batches;
  }

  /** False at the trailer, which it passes over. */
  private static boolean skipRow(ByteBuffer in) {
    need(in, Short.BYTES);
    short fields = in.getShort();
    if (fields == END) {
      return false;
    }
    for (int field = 0; field < fields; field++) {
      need(in, Integer.BYTES);
      skip(in, Math.max(in.getInt(), 0)); // -1 is NULL
    }
    return true;
  }

  private static void skip(ByteBuffer in, int bytes) {
    need(in, bytes);
    in.position(in.position() + bytes);
  }

  private static void need(ByteBuffer in, int bytes) {
    if (bytes < 0 || in.remaining() < bytes) {
      throw new IllegalArgumentException("rows in COPY's binary format, cut short");
    }
  }

  private static byte[] whole(byte[] rows, int from, int to) {
    return ByteBuffer.allocate(HEADER_BYTES + to - from + Short.BYTES)
        .put(SIGNATURE)
        .putInt(0)
        .putInt(0)
        .put(rows, from, to - from)
        .putShort(END)
        .array();
  }
}
