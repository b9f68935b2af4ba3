package io.geostream.demo;

import io.geostream.stack.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at the table of readings, without the daemons. For one thread. */
final class ReadingsTable implements AutoCloseable {

  private static final String EXISTS = "SELECT to_regclass('geospatial_metrics') IS NOT NULL";
  private static final String ROWS = "SELECT count(*) FROM geospatial_metrics WHERE time >= ?";
  private static final String CONSUMED =
      "SELECT coalesce(sum(next_offset), 0) FROM kafka_offsets WHERE consumer_group = ? AND topic = ?";
  private static final String NEWEST =
      "SELECT location_id, temperature, time FROM geospatial_metrics WHERE time >= ? ORDER BY time DESC LIMIT 1";

  private static final int VALID_SECONDS = 5;

  private final Database database;
  private final RunNames run;
  private @Nullable Connection connection;

  ReadingsTable(Database database, RunNames run) {
    this.database = database;
    this.run = run;
  }

  /** Whether it is there: the consumer makes it. */
  boolean exists() throws SQLException {
    try (PreparedStatement statement = connection().prepareStatement(EXISTS);
        ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getBoolean(1);
    }
  }

  /**
   * The rows in it that may be this run's, by their time. In a given database there may be others
   * of that time.
   */
  long rows() throws SQLException {
    try (PreparedStatement statement = connection().prepareStatement(ROWS)) {
      statement.setTimestamp(1, Timestamp.from(run.since()));
      return number(statement);
    }
  }

  /** How many records of the topic the consumer has dealt with, by the offsets in the database. */
  long consumed() throws SQLException {
    try (PreparedStatement statement = connection().prepareStatement(CONSUMED)) {
      statement.setString(1, run.group());
      statement.setString(2, run.topic());
      return number(statement);
    }
  }

  private static long number(PreparedStatement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }

  /** The newest reading of this run; empty if there is none, or the database does not answer. */
  Optional<Sample.Newest> newest(Instant now) {
    try (PreparedStatement statement = connection().prepareStatement(NEWEST)) {
      statement.setTimestamp(1, Timestamp.from(run.since()));
      try (ResultSet result = statement.executeQuery()) {
        return result.next() ? Optional.of(reading(result, now)) : Optional.empty();
      }
    } catch (SQLException e) {
      disconnect(); // the next look reconnects
      return Optional.empty();
    }
  }

  private static Sample.Newest reading(ResultSet row, Instant now) throws SQLException {
    double temperature = row.getDouble("temperature");
    return new Sample.Newest(
        row.getString("location_id"),
        row.wasNull() ? Optional.empty() : Optional.of(temperature),
        Duration.between(row.getTimestamp("time").toInstant(), now));
  }

  /** A new one when the server was away since. */
  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null || !open.isValid(VALID_SECONDS)) {
      disconnect();
      open = database.connect();
      connection = open;
    }
    return open;
  }

  private void disconnect() {
    try {
      close();
    } catch (SQLException alreadyBroken) {
      connection = null;
    }
  }

  @Override
  public void close() throws SQLException {
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }
}
