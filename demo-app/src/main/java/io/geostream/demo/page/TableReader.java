package io.geostream.demo.page;

import io.geostream.stack.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Asks the database, each time at a bounded cost. For one thread. */
final class TableReader implements AutoCloseable {

  private static final int NEWEST_ROWS = 5_000;
  private static final int TIMEOUT_SECONDS = 10;

  /** Some hundred millions of rows; nothing waits for it. */
  private static final int COUNT_TIMEOUT_SECONDS = 60;

  private static final String NEWEST =
      """
      SELECT location_id, time, latitude, longitude, temperature, humidity, pressure, wind_speed, wind_direction
        FROM geospatial_metrics WHERE time > ? ORDER BY time DESC LIMIT ?""";
  private static final String COUNT = "SELECT count(*) FROM geospatial_metrics WHERE time >= ?";
  private static final String SIZE = "SELECT pg_total_relation_size('geospatial_metrics')";
  private static final String HYPERTABLE_SIZE = "SELECT hypertable_size('geospatial_metrics')";
  private static final String CHUNKS =
      """
      SELECT count(*), count(*) FILTER (WHERE is_compressed)
        FROM timescaledb_information.chunks WHERE hypertable_name = 'geospatial_metrics'""";
  private static final String COLUMNSTORE =
      """
      SELECT sum(before_compression_total_bytes), sum(after_compression_total_bytes)
        FROM hypertable_columnstore_stats('geospatial_metrics')""";

  private final Connection connection;
  private final boolean timescale;

  private TableReader(Connection connection, boolean timescale) {
    this.connection = connection;
    this.timescale = timescale;
  }

  /** Connects. */
  static TableReader open(Database database) throws SQLException {
    Connection connection = database.connect();
    try (Statement statement = connection.createStatement()) {
      // The cores belong to the pipeline.
      statement.execute(
          "SET max_parallel_workers_per_gather = 0; SET application_name = 'geostream-page'");
      return new TableReader(connection, database.timescale());
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * The newest rows, some thousands at most: the index on time gives them, however many there are.
   */
  List<StationReading> newest(Instant after) throws SQLException {
    try (PreparedStatement statement = prepare(NEWEST)) {
      statement.setTimestamp(1, Timestamp.from(after));
      statement.setInt(2, NEWEST_ROWS);
      try (ResultSet rows = statement.executeQuery()) {
        List<StationReading> readings = new ArrayList<>();
        while (rows.next()) {
          readings.add(reading(rows));
        }
        return readings;
      }
    }
  }

  private static StationReading reading(ResultSet row) throws SQLException {
    Instant time = row.getTimestamp(2).toInstant();
    return new StationReading(
        row.getString(1),
        ChronoUnit.MICROS.between(Instant.EPOCH, time),
        number(row, 3),
        number(row, 4),
        number(row, 5),
        number(row, 6),
        number(row, 7),
        number(row, 8),
        number(row, 9));
  }

  private static double number(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  /** Counts the rows since a time, which takes the longer the more there are. */
  long rows(Instant since) throws SQLException {
    try (PreparedStatement statement = prepare(COUNT)) {
      statement.setQueryTimeout(COUNT_TIMEOUT_SECONDS);
      statement.setTimestamp(1, Timestamp.from(since));
      return numbers(statement).get(0).orElse(0);
    }
  }

  /** The facts with all but the rows read again. */
  TableFacts measured(TableFacts facts) throws SQLException {
    if (!timescale) {
      return facts.withSize(numbers(SIZE).get(0));
    }
    List<OptionalLong> chunks = numbers(CHUNKS);
    List<OptionalLong> columnstore = numbers(COLUMNSTORE);
    return facts
        .withSize(numbers(HYPERTABLE_SIZE).get(0))
        .withChunks(chunks.get(0), chunks.get(1), columnstore.get(0), columnstore.get(1));
  }

  private List<OptionalLong> numbers(String sql) throws SQLException {
    try (PreparedStatement statement = prepare(sql)) {
      return numbers(statement);
    }
  }

  private static List<OptionalLong> numbers(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      List<OptionalLong> numbers = new ArrayList<>();
      for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
        long number = row.getLong(column);
        numbers.add(row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number));
      }
      return numbers;
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(TIMEOUT_SECONDS);
    return statement;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
