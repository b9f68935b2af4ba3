package io.geostream.consumer.write;

import io.geostream.common.mapping.OnConflict;
import io.geostream.consumer.database.TargetTable;

/**
 * The writers of a write mode.
 *
 * @param rows writes the rows of batches
 * @param plain searches for rows that the database refuses; it never writes into the columnstore
 * @param plainMode which way {@code plain} writes
 */
public record RowWriters(RowWriter rows, RowWriter plain, RowWriter.Mode plainMode) {

  /** All with COPY, into the rowstore. */
  public static RowWriters copy(TargetTable table) {
    RowWriter copy = new CopyRowWriter(table);
    return new RowWriters(copy, copy, RowWriter.Mode.COPY);
  }

  /** All with INSERT, and conflicts as the table's mapping asks for. */
  public static RowWriters insert(TargetTable table) {
    RowWriter insert =
        table.onConflict() == OnConflict.REFUSE
            ? new InsertRowWriter(table)
            : new OnConflictRowWriter(table);
    return new RowWriters(insert, insert, RowWriter.Mode.INSERT);
  }
}
