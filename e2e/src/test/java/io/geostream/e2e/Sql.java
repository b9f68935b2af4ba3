package io.geostream.e2e;

import io.geostream.stack.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database as a test sees it: statements, and answers as text. */
public record Sql(Connector connector) {

  private static final int TIMEOUT_SECONDS = 120;

  /** Opens connections. */
  public interface Connector {
    Connection connect() throws SQLException;
  }

  /** As somebody else than the owner. */
  static Sql as(Database database, String user, String password) {
    return new Sql(() -> DriverManager.getConnection(database.jdbcUrl(), user, password));
  }

  /** Runs statements on one connection, each in a transaction of its own. */
  public void run(String... statements) throws SQLException {
    try (Connection connection = connector.connect();
        Statement statement = bounded(connection)) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /** The rows, their columns with a blank between. */
  public List<String> rows(String question) throws SQLException {
    try (Connection connection = connector.connect();
        Statement statement = bounded(connection);
        ResultSet row = statement.executeQuery(question)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
          columns.add(String.valueOf(row.getString(column)));
        }
        rows.add(String.join(" ", columns));
      }
      return rows;
    }
  }

  /** A statement that waits for a lock fails the test instead of holding it up for ever. */
  private static Statement bounded(Connection connection) throws SQLException {
    Statement statement = connection.createStatement();
    statement.setQueryTimeout(TIMEOUT_SECONDS);
    return statement;
  }

  /** The only number. */
  public long number(String question) throws SQLException {
    return Long.parseLong(String.join(",", rows(question)));
  }

  /** The rows in the hypertable. */
  public long readings() throws SQLException {
    return number("SELECT count(*) FROM geospatial_metrics");
  }

  /** Those that differ in place or time, as all do that one producer makes. */
  public long differentReadings() throws SQLException {
    return number(
        "SELECT count(*) FROM (SELECT DISTINCT location_id, time FROM geospatial_metrics) each");
  }
}
