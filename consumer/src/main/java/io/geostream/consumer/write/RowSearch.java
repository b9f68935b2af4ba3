package io.geostream.consumer.write;

import io.geostream.consumer.batch.CopyRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One search for refused rows, by bisection with savepoints in the caller's transaction: one
 * refused row among n costs about 2·log₂ n statements, not n.
 */
final class RowSearch {

  /** Once so many rows were refused and none accepted, others are sampled before it goes on. */
  private static final int DOUBTFUL = RefusedRows.ALL_REFUSED;

  /** The table has such a row already, so it takes rows: unique index, exclusion constraint. */
  private static final Set<String> CONFLICTS = Set.of("23505", "23P01");

  private final Connection connection;
  private final RowWriter writer;
  private final Runnable heartbeat;
  private final CopyRows rows;
  private final CopyRows witness;
  private final SortedMap<Integer, SQLException> refused = new TreeMap<>();
  private boolean tableTakesRows;
  private boolean hopeless;
  private int tried;

  /**
   * @param heartbeat called before each statement
   * @param witness a row that the table took before, if there is one
   */
  RowSearch(
      Connection connection,
      RowWriter writer,
      Runnable heartbeat,
      CopyRows rows,
      CopyRows witness) {
    this.connection = connection;
    this.writer = writer;
    this.heartbeat = heartbeat;
    this.rows = rows;
    this.witness = witness;
  }

  /**
   * Finds the refused rows; gives up after some hundred if the table takes none at all.
   *
   * @return what the database says of each, by the row's number
   * @throws SQLException any fault that is not a refusal
   */
  SortedMap<Integer, SQLException> run() throws SQLException {
    if (rows.count() == 0) {
      tryTheTable();
      return refused;
    }
    search(0, rows.count());
    if (refused.size() == rows.count() && !hopeless) {
      tryWitness();
    }
    return refused;
  }

  /** Whether the table took a row of the batch or the witness, or has such a row already. */
  boolean tableTakesRows() {
    return tableTakesRows;
  }

  /** How many rows were refused one by one. */
  int tried() {
    return tried;
  }

  private void search(int from, int to) throws SQLException {
    if (hopeless) {
      return;
    }
    SQLException refusal = attempt(rows, from, to);
    if (refusal == null) {
      return;
    }
    if (to - from > 1) {
      int middle = (from + to) >>> 1;
      search(from, middle);
      search(middle, to);
      return;
    }
    refused.put(from, refusal);
    tried++;
    if (refused.size() == DOUBTFUL && !tableTakesRows) {
      tryWitness();
      sampleOthers(to);
    }
  }

  /** A batch without rows still finds out whether the table can be written. */
  private void tryTheTable() throws SQLException {
    SQLException refusal = attempt(rows, 0, 0);
    if (refusal != null) {
      throw refusal;
    }
  }

  private void tryWitness() throws SQLException {
    if (witness.count() > 0 && !tableTakesRows) {
      attempt(witness, 0, witness.count());
    }
  }

  /** If none of a hundred others is accepted either, there is no need to try ten thousand. */
  private void sampleOthers(int from) throws SQLException {
    int step = Math.max(1, (rows.count() - from) / DOUBTFUL);
    for (int row = from; row < rows.count() && !tableTakesRows; row += step) {
      Savepoint before = connection.setSavepoint();
      if (attempt(rows, row, row + 1) == null) {
        connection.rollback(before); // its turn comes
      } else {
        tried++;
      }
      connection.releaseSavepoint(before);
    }
    hopeless = !tableTakesRows;
  }

  /** Writes a range after what is written of the batch already; gives the refusal, or null. */
  private @Nullable SQLException attempt(CopyRows some, int from, int to) throws SQLException {
    heartbeat.run();
    Savepoint before = connection.setSavepoint();
    try {
      writer.write(connection, some, from, to);
      connection.releaseSavepoint(before);
      tableTakesRows |= to > from;
      return null;
    } catch (SQLException e) {
      if (!FaultKind.of(e).isRefusal()) {
        throw e;
      }
      connection.rollback(before);
      connection.releaseSavepoint(before); // else each refusal would nest a level deeper
      tableTakesRows |= CONFLICTS.contains(e.getSQLState());
      return e;
    }
  }
}
