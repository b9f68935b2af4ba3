package io.geostream.consumer.write;

import io.geostream.consumer.batch.CopyRows;

/** Which writer takes the rows of a batch: always the same one, or a batch that pays another. */
public final class RowWriters {

  /**
   * From so many rows of a station and chunk on, the columnstore is worth it. Below, writing into
   * it is hardly quicker than copying, and leaves behind compressed batches far below the thousand
   * rows that they can hold. Measured: docs/adr/0090-write-modes.md.
   */
  static final int ROWS_PER_SEGMENT = 10;

  /** Fewer rows are not worth looking at: light load leaves no crumbs in the columnstore. */
  static final int LEAST_ROWS = 2_000;

  private final RowWriter plain;
  private final RowWriter.Mode plainMode;
  private final Choice choice;

  /** Takes the rows of a batch and gives their writer. */
  private interface Choice {
    RowWriter of(CopyRows rows);
  }

  private RowWriters(RowWriter plain, RowWriter.Mode plainMode, Choice choice) {
    this.plain = plain;
    this.plainMode = plainMode;
    this.choice = choice;
  }

  /** All with COPY, into the rowstore. */
  public static RowWriters copy() {
    RowWriter copy = new CopyRowWriter();
    return new RowWriters(copy, RowWriter.Mode.COPY, rows -> copy);
  }

  /** All with INSERT. */
  public static RowWriters insert() {
    RowWriter insert = new InsertRowWriter();
    return new RowWriters(insert, RowWriter.Mode.INSERT, rows -> insert);
  }

  /** All straight into the columnstore. */
  public static RowWriters directCompress() {
    RowWriter direct = new DirectCompressRowWriter();
    return new RowWriters(new CopyRowWriter(), RowWriter.Mode.COPY, rows -> direct);
  }

  /** Batches that compress well straight into the columnstore, the others with COPY. */
  public static RowWriters auto() {
    RowWriter copy = new CopyRowWriter();
    RowWriter direct = new DirectCompressRowWriter();
    return new RowWriters(copy, RowWriter.Mode.COPY, rows -> compressesWell(rows) ? direct : copy);
  }

  private static boolean compressesWell(CopyRows rows) {
    return rows.count() >= LEAST_ROWS
        && rows.count() >= (long) ROWS_PER_SEGMENT * Segments.estimate(rows);
  }

  /** The writer of a batch's rows. */
  RowWriter of(CopyRows rows) {
    return choice.of(rows);
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
