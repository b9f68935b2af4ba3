package io.geostream.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Statements over the migration's connection. */
record Statements(Connection connection) {

  interface Work<E extends Exception> {
    void run() throws SQLException, E;
  }

  private interface End {
    void run() throws SQLException;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns how many rows it wrote. */
  long update(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeLargeUpdate(sql);
    }
  }

  /** The first value of the only row. */
  @Nullable String value(String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getString(1);
    }
  }

  /** The first value of the only row, a number. */
  long number(String question) throws SQLException {
    return Long.parseLong(Objects.requireNonNull(value(question)));
  }

  /** Whether the answer is true. */
  boolean holds(String question) throws SQLException {
    return "t".equals(value(question));
  }

  /** Whether there is a table, view or index of ours of this name. */
  boolean exists(Place place, String name) throws SQLException {
    return holds("SELECT to_regclass(%s) IS NOT NULL".formatted(place.literal(name)));
  }

  /** The first values of all rows. */
  List<String> values(String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      List<String> values = new ArrayList<>();
      while (row.next()) {
        values.add(row.getString(1));
      }
      return values;
    }
  }

  /** Removes the limit on waiting for an answer; returns the previous one, in milliseconds. */
  int waitForAnswers() throws SQLException {
    int limit = connection.getNetworkTimeout();
    limitAnswers(0);
    return limit;
  }

  /** Limits the wait for an answer, in milliseconds; 0 for no limit. */
  void limitAnswers(int millis) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, millis);
  }

  /** Does work in one transaction. */
  <E extends Exception> void transaction(Work<E> work) throws SQLException, E {
    inTransaction(work, connection::commit);
  }

  /** Does work in one transaction and undoes it; throws if it fails. */
  <E extends Exception> void rehearsal(Work<E> work) throws SQLException, E {
    inTransaction(work, connection::rollback);
  }

  private <E extends Exception> void inTransaction(Work<E> work, End end) throws SQLException, E {
    connection.setAutoCommit(false);
    try {
      work.run();
      end.run();
      connection.setAutoCommit(true);
    } catch (Throwable e) {
      rollBack(e);
      throw e;
    }
  }

  private void rollBack(Throwable cause) {
    try {
      if (!connection.isClosed()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
