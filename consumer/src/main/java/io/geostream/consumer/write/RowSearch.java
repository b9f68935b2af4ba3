package io.geostream.consumer.write;

import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.database.SchemaRefusalException;
import io.geostream.consumer.database.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One search for refused messages, by bisection with savepoints in the caller's transaction: one
 * refused message among n costs about 2·log₂ n statements, not n. All rows of a message are tried
 * together.
 */
final class RowSearch {

  /** Once so many messages were refused and none accepted, others are sampled before it goes on. */
  private static final int DOUBTFUL = RefusedRows.ALL_REFUSED;

  private static final int NONE = -1;

  /** The table has such a row already: unique index, exclusion constraint. */
  private static final Set<String> CONFLICTS = Set.of("23505", "23P01");

  private final Connection connection;
  private final TargetTable table;
  private final RowWriter writer;
  private final Runnable progress;
  private final Batch batch;
  private final SortedMap<Integer, SQLException> refused = new TreeMap<>();
  private boolean tookOne;
  private int accepted = NONE;
  private boolean hopeless;
  private int tried;

  /**
   * @param progress called before each statement, and as what it sends is taken
   */
  RowSearch(
      Connection connection, TargetTable table, RowWriter writer, Runnable progress, Batch batch) {
    this.connection = connection;
    this.table = table;
    this.writer = writer;
    this.progress = progress;
    this.batch = batch;
  }

  /**
   * Finds the refused messages; gives up after some hundred if the table takes none at all.
   *
   * @return the database's reason for each, by the message's number
   * @throws SQLException any fault that is not a refusal; or a refusal of rows at large: of an
   *     empty COPY, or of a message that the table took earlier in this search
   */
  SortedMap<Integer, SQLException> run() throws SQLException {
    if (batch.messages() == 0) {
      requireWay();
      return refused;
    }
    Savepoint start = connection.setSavepoint();
    search(0, batch.messages());
    if (refused.size() == batch.messages() && !hopeless && !tookOne) {
      tryWitness();
    }
    if (tookOne && !refused.values().stream().allMatch(RowSearch::isOfData)) {
      connection.rollback(start);
      requireStillTaken();
    }
    return refused;
  }

  private static boolean isOfData(SQLException refusalOfOne) {
    return FaultKind.ofWriting(1, refusalOfOne) == FaultKind.DATA;
  }

  /** The evidence that the table takes rows may be outdated since the first half of the search. */
  private void requireStillTaken() throws SQLException {
    SQLException refusal = accepted == NONE ? tryWitness() : attempt(accepted, accepted + 1);
    if (refusal != null) {
      throw refusal;
    }
  }

  /**
   * Whether the refusals are about messages: the table took another, or has each of them already.
   */
  boolean isAboutRows() {
    return tookOne || refused.values().stream().allMatch(RowSearch::isConflict);
  }

  /** How many messages were refused one by one, those not counted that the table has already. */
  int tried() {
    return tried;
  }

  private void search(int from, int to) throws SQLException {
    if (hopeless) {
      return;
    }
    SQLException refusal = attempt(from, to);
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
    count(refusal);
    if (refused.size() == DOUBTFUL && !isAboutRows()) {
      tryWitness();
      if (!tookOne) {
        sampleOthers(to);
      }
    }
  }

  private void count(SQLException refusal) {
    if (!isConflict(refusal)) {
      tried++;
    }
  }

  /** What refuses an empty write too, such as a COPY that a policy forbids, is not about rows. */
  private void requireWay() throws SQLException {
    SQLException refusal = attempt(0, 0);
    if (refusal == null) {
      return;
    }
    if (FaultKind.of(refusal) == FaultKind.DATA) {
      throw SchemaRefusalException.refusesNoRows(table, refusal.getMessage()); // not to be repeated
    }
    throw refusal;
  }

  /** Adds a row like one of the table to it and takes it back; gives the refusal, or null. */
  private @Nullable SQLException tryWitness() throws SQLException {
    requireWay();
    progress.run();
    Savepoint before = connection.setSavepoint();
    SQLException refusal = null;
    try (Statement insert = connection.createStatement()) {
      tookOne |= insert.executeUpdate(Witness.of(table)) > 0;
    } catch (SQLException e) {
      refusal = refusalOf(1, e);
    }
    connection.rollback(before);
    connection.releaseSavepoint(before);
    return refusal;
  }

  /** If none of a hundred others is accepted either, there is no need to try ten thousand. */
  private void sampleOthers(int from) throws SQLException {
    int step = Math.max(1, (batch.messages() - from) / DOUBTFUL);
    for (int message = from; message < batch.messages() && !tookOne; message += step) {
      Savepoint before = connection.setSavepoint();
      SQLException refusal = attempt(message, message + 1);
      if (refusal == null) {
        connection.rollback(before); // its turn comes
      } else {
        count(refusal);
      }
      connection.releaseSavepoint(before);
    }
    hopeless = !tookOne;
  }

  /**
   * Writes a range of messages after what is written of the batch already; gives the refusal, or
   * null.
   */
  private @Nullable SQLException attempt(int from, int to) throws SQLException {
    progress.run();
    Savepoint before = connection.setSavepoint();
    try {
      writer.write(connection, batch.rows(), batch.firstRow(from), batch.firstRow(to), progress);
      connection.releaseSavepoint(before);
      if (to > from) {
        tookOne = true;
        accepted = from;
      }
      return null;
    } catch (SQLException e) {
      SQLException refusal = refusalOf(to - from, e);
      connection.rollback(before);
      connection.releaseSavepoint(before); // else each refusal would nest a level deeper
      return refusal;
    }
  }

  private static SQLException refusalOf(int some, SQLException fault) throws SQLException {
    if (!FaultKind.ofWriting(some, fault).isRefusal()) {
      throw fault;
    }
    return fault;
  }

  private static boolean isConflict(SQLException refusal) {
    return CONFLICTS.contains(refusal.getSQLState());
  }
}
