package io.geostream.consumer.write;

import io.geostream.consumer.batch.Batch;

/** Which writer takes a batch: all of them the same one, or large batches another. */
public final class RowWriters {

  /**
   * From so many rows for each chunk on, writing into the columnstore is worth it: below, it is
   * hardly quicker, or leaves behind compressed batches far below the thousand rows that they can
   * hold. Measured: docs/adr/0090-write-modes.md.
   */
  static final int COMPRESSED_ROWS_PER_CHUNK = 5_000;

  private final RowWriter plain;
  private final RowWriter.Mode plainMode;
  private final RowWriter large;
  private final int largeRowsPerChunk;

  private RowWriters(
      RowWriter plain, RowWriter.Mode plainMode, RowWriter large, int largeRowsPerChunk) {
    this.plain = plain;
    this.plainMode = plainMode;
    this.large = large;
    this.largeRowsPerChunk = largeRowsPerChunk;
  }

  /** All with COPY, into the rowstore. */
  public static RowWriters copy() {
    RowWriter copy = new CopyRowWriter();
    return new RowWriters(copy, RowWriter.Mode.COPY, copy, 0);
  }

  /** All with INSERT. */
  public static RowWriters insert() {
    RowWriter insert = new InsertRowWriter();
    return new RowWriters(insert, RowWriter.Mode.INSERT, insert, 0);
  }

  /** All straight into the columnstore. */
  public static RowWriters directCompress() {
    return new RowWriters(
        new CopyRowWriter(), RowWriter.Mode.COPY, new DirectCompressRowWriter(), 0);
  }

  /** What is large enough to compress well into the columnstore, the others with COPY. */
  public static RowWriters auto() {
    return new RowWriters(
        new CopyRowWriter(),
        RowWriter.Mode.COPY,
        new DirectCompressRowWriter(),
        COMPRESSED_ROWS_PER_CHUNK);
  }

  /** The writer of a batch. */
  RowWriter of(Batch batch) {
    long threshold = (long) largeRowsPerChunk * batch.chunks();
    return batch.rows().count() >= threshold ? large : plain;
  }

  /** The writer that refused rows are searched with; it never writes into the columnstore. */
  public RowWriter plain() {
    return plain;
  }

  /** Which way {@link #plain()} writes. */
  RowWriter.Mode plainMode() {
    return plainMode;
  }
}
