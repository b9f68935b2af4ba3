package io.geostream.consumer.write;

import io.geostream.consumer.batch.CopyRows;
import java.sql.Connection;
import java.sql.SQLException;

/** One way to write rows into a table, inside a transaction that the caller ends. */
public interface RowWriter {

  /** The ways there are. */
  enum Mode {
    /** With {@code COPY}, in its binary format, into the rowstore. */
    COPY,
    /** With the same {@code COPY}, straight into the columnstore. */
    DIRECT_COMPRESS,
    /** With one {@code INSERT} for all rows, into the rowstore. */
    INSERT
  }

  /**
   * Writes the rows of a range, {@code to} not included. All of them or, when it throws, none.
   *
   * @param progress called after each statement but the last, and each time the server took a part
   * @return which way they were really written
   * @throws SQLException the database's error; the transaction then has to be rolled back, at least
   *     to a savepoint
   */
  Mode write(Connection connection, CopyRows rows, int from, int to, Runnable progress)
      throws SQLException;

  /** Whether rows come in the order of their records; else in whichever the database likes. */
  default boolean needsRecordOrder() {
    return false;
  }
}
