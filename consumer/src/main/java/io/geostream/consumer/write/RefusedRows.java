package io.geostream.consumer.write;

import io.geostream.common.decode.BadRecord;
import io.geostream.common.decode.ErrorCode;
import io.geostream.consumer.batch.Batch;
import io.geostream.consumer.database.SchemaRefusalException;
import io.geostream.consumer.database.WriterConnection;
import io.geostream.consumer.offsets.OffsetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the messages with rows that the database refuses, and decides whether these are wrong or
 * the table. They are wrong if the table takes others: of the same batch, or a row that it has
 * already.
 */
public final class RefusedRows {

  /** After this many messages refused in a row, the table is wrong, not the messages. */
  static final int ALL_REFUSED = 100;

  private final WriterConnection connection;
  private final RowWriter writer;
  private final OffsetTable offsets;
  private final Runnable progress;
  private int refusedInARow;

  /**
   * Tries rows through the connection of the writer that owns this.
   *
   * @param progress called before each statement, and as what it sends is taken
   */
  public RefusedRows(
      WriterConnection connection, RowWriter writer, OffsetTable offsets, Runnable progress) {
    this.connection = connection;
    this.writer = writer;
    this.offsets = offsets;
    this.progress = progress;
  }

  /**
   * Finds the refused messages of a batch, in a transaction that is rolled back. The offsets are
   * compared first, and the table's columns with them: rows whose commit succeeded although its
   * answer was lost may be refused as duplicates, and a text column refuses the bytes of a number;
   * neither is bad data.
   *
   * @return by the message's number, what the database says of it, none if it takes all of them
   *     now; empty if the batch is fenced
   * @throws SQLException any fault that is not about rows
   * @throws SchemaRefusalException if the table's columns have other types than the rows, or it
   *     refuses every message: at once if the reason is not the rows' data, else after a hundred in
   *     this batch and those before
   */
  public Optional<SortedMap<Integer, BadRecord>> find(Batch batch) throws SQLException {
    return connection.transact(transaction -> find(transaction, batch));
  }

  private Optional<SortedMap<Integer, BadRecord>> find(Connection transaction, Batch batch)
      throws SQLException {
    if (!offsets.advance(transaction, batch.advances())) {
      transaction.rollback(); // its locks first
      offsets.requireRows(transaction, batch.advances().keySet());
      return Optional.empty();
    }
    immediateConstraints(transaction);
    RowSearch search = new RowSearch(transaction, offsets.target(), writer, progress, batch);
    SortedMap<Integer, SQLException> refused = search.run();
    if (search.isAboutRows()) {
      refusedInARow = 0;
    } else if (!refused.isEmpty()) {
      blameTheTable(batch, refused, search.tried());
    }
    return Optional.of(reasons(refused));
  }

  /** Notes that the table took rows. */
  public void accepted() {
    refusedInARow = 0;
  }

  /** A deferred constraint would only fail the commit, which does not say which row it means. */
  private static void immediateConstraints(Connection transaction) throws SQLException {
    try (Statement statement = transaction.createStatement()) {
      statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
    }
  }

  /**
   * Nothing shows that the table takes any row, but a few refusals of data may still be about the
   * data.
   */
  private void blameTheTable(Batch batch, SortedMap<Integer, SQLException> refused, int tried) {
    refusedInARow += tried;
    Optional<Integer> notOfData =
        refused.entrySet().stream()
            .filter(message -> FaultKind.ofWriting(1, message.getValue()) != FaultKind.DATA)
            .map(Map.Entry::getKey)
            .findFirst();
    if (notOfData.isPresent() || refusedInARow >= ALL_REFUSED) {
      int message = notOfData.orElse(refused.firstKey());
      throw SchemaRefusalException.refusesAll(
          offsets.target(),
          refusedInARow,
          batch.place(message),
          ServerReason.of(Objects.requireNonNull(refused.get(message))));
    }
  }

  private static SortedMap<Integer, BadRecord> reasons(SortedMap<Integer, SQLException> refused) {
    SortedMap<Integer, BadRecord> reasons = new TreeMap<>();
    refused.forEach(
        (message, refusal) ->
            reasons.put(
                message, new BadRecord(ErrorCode.REJECTED_BY_DATABASE, ServerReason.of(refusal))));
    return reasons;
  }
}
