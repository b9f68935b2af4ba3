package io.geostream.benchmark.stage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The room that the table of readings takes on disk. For one thread. */
public final class TableSpace {

  private static final String POLICIES =
      """
      SELECT job_id FROM timescaledb_information.jobs
       WHERE hypertable_name = 'geospatial_metrics' AND proc_name IN ('policy_compression', 'policy_columnstore')
      """;

  private final Connection connection;

  TableSpace(Connection connection) {
    this.connection = connection;
  }

  /**
   * Room on disk, in bytes.
   *
   * @param rows of the rowstore and of the columnstore, without what follows
   * @param indexes of both
   * @param toast values of both that are too large for a row: most of the columnstore
   */
  public record Room(long rows, long indexes, long toast) {

    /** All of it. */
    public long bytes() {
      return rows + indexes + toast;
    }
  }

  /** What the table takes now. */
  public Room now() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet size =
            statement.executeQuery(
                """
                SELECT sum(table_bytes), sum(index_bytes), sum(toast_bytes)
                  FROM hypertable_detailed_size('geospatial_metrics')
                """)) {
      size.next();
      return new Room(size.getLong(1), size.getLong(2), size.getLong(3));
    }
  }

  /** From now on the columnstore's policy runs when it is called, and not by itself. */
  public void holdPolicy() throws SQLException {
    for (long job : policies()) {
      execute("SELECT alter_job(" + job + ", scheduled => false)");
    }
  }

  /**
   * Lets the columnstore's policy run until it has no more to do, and waits for its end. Chunks
   * that rows came into straight are compressed in full by its first run, and put in order by the
   * second.
   */
  public void runPolicy() throws SQLException {
    for (long job : policies()) {
      execute("CALL run_job(" + job + ")");
      execute("CALL run_job(" + job + ")");
    }
  }

  private List<Long> policies() throws SQLException {
    List<Long> jobs = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(POLICIES)) {
      while (found.next()) {
        jobs.add(found.getLong(1));
      }
    }
    return jobs;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
