package io.geostream.consumer.tool.offsets;

import io.geostream.consumer.database.SqlWork;
import io.geostream.consumer.database.Transactor;
import io.geostream.consumer.offsets.OffsetStatements;
import io.geostream.consumer.offsets.StoredOffset;
import io.geostream.consumer.tool.ToolException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rows of one group and one topic in {@code kafka_offsets}, as the tools use them. */
final class OffsetRows {

  /** A tool does not wait for a lock for ever. */
  private static final Duration STATEMENT = Duration.ofSeconds(5);

  /** Nor for a server that is frozen or cut off. */
  private static final Duration ANSWER = Duration.ofSeconds(8);

  private final Transactor database;
  private final String group;
  private final String topic;

  OffsetRows(Transactor database, String group, String topic) {
    this.database = database;
    this.group = group;
    this.topic = topic;
  }

  /** All rows of the group and the topic, those of other clusters apart. */
  StoredRows read(String clusterId) throws SQLException {
    return transact(
        connection -> {
          OffsetStatements statements = OffsetStatements.find(connection, group, clusterId, topic);
          return new StoredRows(
              ours(statements.list(connection)), others(statements.others(connection)));
        });
  }

  private SortedMap<Integer, OffsetRow> ours(PreparedStatement rowsOfCluster) throws SQLException {
    SortedMap<Integer, OffsetRow> rows = new TreeMap<>();
    try (PreparedStatement select = rowsOfCluster;
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        rows.put(
            row.getInt(1),
            new OffsetRow(
                new StoredOffset(row.getLong(2), Optional.empty(), row.getString(3)),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getString(5)));
      }
    }
    return rows;
  }

  private List<OtherCluster> others(PreparedStatement clusters) throws SQLException {
    List<OtherCluster> others = new ArrayList<>();
    try (PreparedStatement select = clusters;
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        others.add(
            new OtherCluster(
                row.getString(1),
                row.getInt(2),
                row.getObject(3, OffsetDateTime.class).toInstant()));
      }
    }
    return others;
  }

  /**
   * Makes the changes, all in one transaction, each only if its row still is what the plan was made
   * from.
   *
   * @param forgetTable whether the rows of all partitions are freed from their table
   * @throws ToolException if a row is not; nothing is changed then
   */
  void apply(String clusterId, List<Change> changes, boolean forgetTable) throws SQLException {
    transact(
        connection -> {
          OffsetStatements statements = OffsetStatements.find(connection, group, clusterId, topic);
          for (Change change : changes) {
            if (!apply(connection, statements, change)) {
              throw new ToolException(
                  "the offset of partition "
                      + change.partition()
                      + " has been moved in the meantime. Nothing is changed");
            }
          }
          if (forgetTable) {
            try (PreparedStatement forget = statements.forget(connection)) {
              forget.executeUpdate();
            }
          }
          connection.commit();
          return changes;
        });
  }

  private boolean apply(Connection connection, OffsetStatements statements, Change change)
      throws SQLException {
    OffsetRow before = change.before();
    return before == null
        ? insert(connection, statements, change)
        : move(connection, statements, change, before);
  }

  /** Without a table: the next consumer's is the row's. */
  private boolean insert(Connection connection, OffsetStatements statements, Change change)
      throws SQLException {
    try (PreparedStatement insert = statements.insert(connection)) {
      insert.setInt(4, change.partition());
      insert.setLong(5, change.next());
      insert.setString(6, change.topicId());
      insert.setString(7, null);
      return insert.executeUpdate() == 1;
    }
  }

  private boolean move(
      Connection connection, OffsetStatements statements, Change change, OffsetRow before)
      throws SQLException {
    try (PreparedStatement move = statements.move(connection)) {
      move.setLong(1, change.next());
      move.setString(2, change.topicId());
      move.setInt(6, change.partition());
      move.setLong(7, before.next());
      move.setString(8, before.stored().topicId());
      return move.executeUpdate() == 1;
    }
  }

  private <T> T transact(SqlWork<T> work) throws SQLException {
    return database.transact(
        connection -> {
          connection.setNetworkTimeout(Runnable::run, Math.toIntExact(ANSWER.toMillis()));
          try (Statement limit = connection.createStatement()) {
            limit.execute("SET LOCAL statement_timeout = " + STATEMENT.toMillis());
          }
          return work.run(connection);
        });
  }
}
