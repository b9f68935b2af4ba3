package io.geostream.consumer.write;

/**
 * The writers of a write mode.
 *
 * @param rows writes the rows of batches
 * @param plain searches for rows that the database refuses; it never writes into the columnstore
 * @param plainMode which way {@code plain} writes
 */
public record RowWriters(RowWriter rows, RowWriter plain, RowWriter.Mode plainMode) {

  /** All with COPY, into the rowstore. */
  public static RowWriters copy() {
    RowWriter copy = new CopyRowWriter();
    return new RowWriters(copy, copy, RowWriter.Mode.COPY);
  }

  /** All with INSERT. */
  public static RowWriters insert() {
    RowWriter insert = new InsertRowWriter();
    return new RowWriters(insert, insert, RowWriter.Mode.INSERT);
  }
}
