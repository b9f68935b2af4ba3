package io.geostream.benchmark.stage;

import io.geostream.benchmark.measure.Commit;
import io.geostream.benchmark.measure.CommitLog;
import io.geostream.common.mapping.Identifiers;
import io.geostream.common.mapping.Mapping;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.postgresql.PGConnection;

/** The table of readings, looked at between the runs. For one thread. */
public final class ReadingsTable {

  private static final String LATENCIES =
      """
      SELECT count(*), count(*) / extract(epoch FROM max(time) - min(time)),
             percentile_cont(0.5) WITHIN GROUP (ORDER BY late), percentile_cont(0.9) WITHIN GROUP (ORDER BY late),
             percentile_cont(0.99) WITHIN GROUP (ORDER BY late), max(late)
        FROM (SELECT time, (extract(epoch FROM pg_xact_commit_timestamp(writer) - time) * 1000)::float8 AS late
                FROM (%s) stored
               ORDER BY time DESC
               LIMIT ?) newest
      """;

  private static final String TIMES_IN_COLUMNSTORE =
      """
      SELECT reading.time, packed.xmin AS writer
        FROM ONLY %s AS packed
       CROSS JOIN unnest(_timescaledb_functions.compressed_data_to_array(packed.time, NULL::timestamptz)) AS reading (time)
      """;

  private final Connection connection;
  private final Mapping mapping;
  private final String table;

  ReadingsTable(Connection connection, Mapping mapping) {
    this.connection = connection;
    this.mapping = mapping;
    this.table = mapping.table().sql();
  }

  /**
   * Removes all rows, with their chunks, and lets the server write out what it holds back, so that
   * no run pays for the one before it.
   */
  public void empty() throws SQLException {
    execute("TRUNCATE " + table);
    execute("CHECKPOINT");
  }

  /** The rows in it. */
  public long rows() throws SQLException {
    return number("SELECT count(*) FROM " + table);
  }

  /**
   * Who wrote what when. A row of a chunk knows its transaction, and the server has noted when that
   * was committed. What was compressed as it came is in another table, in rows that stand for up to
   * a thousand readings each: they have a transaction too, and say how many they are.
   */
  public CommitLog commits() throws SQLException {
    List<Commit> commits = new ArrayList<>();
    for (Chunk chunk : Chunk.all(connection, mapping.table().name())) {
      commits.addAll(commits(chunk.relation(), "count(*)"));
      if (!chunk.compressed().isEmpty()) {
        commits.addAll(commits(chunk.compressed(), "sum(_ts_meta_count)"));
      }
    }
    return new CommitLog(commits);
  }

  private List<Commit> commits(String relation, String rows) throws SQLException {
    List<Commit> commits = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                """
                SELECT (extract(epoch FROM pg_xact_commit_timestamp(writer)) * 1000000)::bigint, rows
                  FROM (SELECT xmin AS writer, %s AS rows FROM ONLY %s GROUP BY xmin) written
                """
                    .formatted(rows, relation))) {
      while (found.next()) {
        commits.add(new Commit(found.getLong(1), found.getLong(2)));
      }
    }
    return commits;
  }

  /** The time of each reading with the transaction that wrote it, compressed readings included. */
  private String rowsWithWriters() throws SQLException {
    List<String> parts = new ArrayList<>();
    for (Chunk chunk : Chunk.all(connection, mapping.table().name())) {
      parts.add("SELECT time, xmin AS writer FROM ONLY " + chunk.relation());
      if (!chunk.compressed().isEmpty()) {
        parts.add(TIMES_IN_COLUMNSTORE.formatted(chunk.compressed()));
      }
    }
    return String.join(" UNION ALL ", parts);
  }

  /**
   * How old readings were when their rows became visible.
   *
   * @param newest how many, from the newest one on back; what is older came while all was still
   *     warming up
   */
  public Latencies latencies(long newest) throws SQLException {
    execute("SET timescaledb.enable_columnarscan = off"); // it has no xmin
    try (PreparedStatement statement =
        connection.prepareStatement(LATENCIES.formatted(rowsWithWriters()))) {
      statement.setLong(1, newest);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Latencies(
            row.getLong(1),
            row.getDouble(2),
            row.getDouble(3),
            row.getDouble(4),
            row.getDouble(5),
            row.getDouble(6));
      }
    } finally {
      execute("RESET timescaledb.enable_columnarscan");
    }
  }

  /**
   * Writes all rows to a file in COPY's binary format, as the best writer would bring them: the
   * series in groups, as many as a topic has partitions, and each group in the order of time.
   */
  public void export(Path file, int groups) throws SQLException, IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut(
              String.format(
                  Locale.ROOT,
                  "COPY (SELECT * FROM %s ORDER BY abs(hashtext(%s::text)::bigint) %% %d, %s) TO STDOUT (FORMAT binary)",
                  table,
                  Identifiers.quoted(mapping.key().orElse(mapping.time())),
                  groups,
                  Identifiers.quoted(mapping.time())),
              out);
    }
  }

  /** The versions of the server and of its extension. */
  public String version() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1)
                       || ' with TimescaleDB ' || extversion
                  FROM pg_extension WHERE extname = 'timescaledb'
                """)) {
      row.next();
      return row.getString(1);
    }
  }

  long backendPid() throws SQLException {
    return number("SELECT pg_backend_pid()");
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
