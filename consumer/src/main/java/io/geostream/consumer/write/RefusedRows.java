package io.geostream.consumer.write;

import io.geostream.common.reading.BadRecord;
import io.geostream.common.reading.ErrorCode;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.batch.CopyRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Finds the rows that the database refuses, by bisection with savepoints in a transaction that is
 * rolled back: one refused row among n costs about 2·log₂ n statements, not n.
 */
public final class RefusedRows {

  /**
   * So many rows refused in a row, with none taken between, tell of a wrong schema, not of wrong
   * data.
   */
  static final int ALL_REFUSED = 100;

  private final DataSource database;
  private final RowWriter writer;
  private final OffsetTable offsets;
  private final InFlight inFlight;
  private final Runnable heartbeat;
  private int refusedInARow;
  private boolean someAccepted;

  /**
   * Tries rows through connections of the database.
   *
   * @param heartbeat called before each try: a search may take longer than a write ever does
   */
  public RefusedRows(
      DataSource database,
      RowWriter writer,
      OffsetTable offsets,
      InFlight inFlight,
      Runnable heartbeat) {
    this.database = database;
    this.writer = writer;
    this.offsets = offsets;
    this.inFlight = inFlight;
    this.heartbeat = heartbeat;
  }

  /**
   * Finds the refused rows of a batch. Its offsets are compared first, and the table's columns with
   * them: rows that are in the table already, since the answer to their commit was lost, may well
   * be refused as doubles, and a text column refuses the bytes of a number; both are no bad data.
   *
   * @return by the row's number, what the database says of it, none if it takes all of them now;
   *     empty if the batch is fenced
   * @throws SQLException any fault that is not about a row's data
   * @throws SchemaRefusalException if the table's columns have other types than the rows, or if a
   *     hundred or more rows in a row were refused, in this batch or those before
   */
  public Optional<SortedMap<Integer, BadRecord>> find(Batch batch) throws SQLException {
    CopyRows rows = batch.rows();
    SortedMap<Integer, BadRecord> refused = new TreeMap<>();
    try (Connection connection = database.getConnection()) {
      inFlight.begin(connection);
      try {
        if (!offsets.advance(connection, batch.advances())) {
          connection.rollback();
          offsets.requireRows(connection, batch.advances().keySet());
          return Optional.empty();
        }
        immediateConstraints(connection);
        someAccepted = false;
        search(connection, rows, 0, rows.count(), refused);
        connection.rollback();
      } catch (SQLException e) {
        Transaction.rollback(connection, e);
        throw e;
      } finally {
        inFlight.end();
      }
    }
    refusedInARow = refused.size() == rows.count() ? refusedInARow + refused.size() : 0;
    if (refusedInARow >= ALL_REFUSED) {
      throw SchemaRefusalException.refusesAll(refusedInARow, refused.get(refused.firstKey()));
    }
    return Optional.of(refused);
  }

  /** The database took rows: whatever it refuses is about the data. */
  public void accepted() {
    refusedInARow = 0;
  }

  /**
   * A deferred constraint would speak at the commit only, when nobody can tell any more which row
   * it means.
   */
  private static void immediateConstraints(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
    }
  }

  private void search(
      Connection connection, CopyRows rows, int from, int to, SortedMap<Integer, BadRecord> refused)
      throws SQLException {
    SQLException refusal = attempt(connection, rows, from, to);
    if (refusal == null) {
      return;
    }
    if (to - from <= 1) {
      refused.put(from, reason(refusal));
      if (!someAccepted && refused.size() == ALL_REFUSED) {
        stopIfNoneIsAccepted(connection, rows, to, refused);
      }
      return;
    }
    int middle = (from + to) >>> 1;
    search(connection, rows, from, middle, refused);
    search(connection, rows, middle, to, refused);
  }

  /**
   * After the first hundred rows were all refused, a hundred of the others are tried alone. If the
   * database takes none of them either, there is no need to ask about ten thousand.
   */
  private void stopIfNoneIsAccepted(
      Connection connection, CopyRows rows, int from, SortedMap<Integer, BadRecord> refused)
      throws SQLException {
    int step = Math.max(1, (rows.count() - from) / ALL_REFUSED);
    int tried = refused.size();
    for (int row = from; row < rows.count(); row += step) {
      Savepoint before = connection.setSavepoint();
      if (attempt(connection, rows, row, row + 1) == null) {
        connection.rollback(before); // its turn comes
        return;
      }
      connection.releaseSavepoint(before);
      tried++;
    }
    throw SchemaRefusalException.refusesAll(tried, refused.get(refused.firstKey()));
  }

  /** Writes a range behind what is written of the batch already; gives the refusal, or null. */
  private @Nullable SQLException attempt(Connection connection, CopyRows rows, int from, int to)
      throws SQLException {
    heartbeat.run();
    Savepoint before = connection.setSavepoint();
    try {
      writer.write(connection, rows, from, to);
      connection.releaseSavepoint(before);
      someAccepted = true;
      return null;
    } catch (SQLException e) {
      if (FaultKind.of(e) != FaultKind.DATA) {
        throw e;
      }
      connection.rollback(before);
      connection.releaseSavepoint(before); // else each refusal would nest a level deeper
      return e;
    }
  }

  private static BadRecord reason(SQLException refusal) {
    String message = String.valueOf(refusal.getMessage());
    if (refusal instanceof PSQLException server && server.getServerErrorMessage() != null) {
      ServerErrorMessage details = server.getServerErrorMessage();
      message =
          details.getMessage() + (details.getDetail() == null ? "" : ": " + details.getDetail());
    }
    return new BadRecord(ErrorCode.REJECTED_BY_DATABASE, refusal.getSQLState() + ": " + message);
  }
}
