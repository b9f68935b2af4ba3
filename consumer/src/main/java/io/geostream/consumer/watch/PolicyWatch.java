package io.geostream.consumer.watch;

import io.geostream.common.mapping.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.DoubleConsumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the policy jobs of the hypertable and of its continuous aggregates, in whichever schema,
 * whose last run failed: nothing else reports this, while the table stays uncompressed or an
 * aggregate gets old. Aggregates of aggregates count too. Needs TimescaleDB, and no rights.
 */
public final class PolicyWatch implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(PolicyWatch.class);

  private static final String FAILING =
      """
      WITH RECURSIVE ours (schema, name, data_schema, data_name) AS (
        SELECT hypertable_schema, hypertable_name, hypertable_schema, hypertable_name
        FROM timescaledb_information.hypertables WHERE hypertable_schema = ? AND hypertable_name = ?
        UNION ALL
        SELECT view_schema, view_name, materialization_hypertable_schema, materialization_hypertable_name
        FROM timescaledb_information.continuous_aggregates aggregate
        JOIN ours ON (aggregate.hypertable_schema, aggregate.hypertable_name) = (ours.data_schema, ours.data_name))
      SELECT count(*)
      FROM timescaledb_information.job_stats stats
      JOIN timescaledb_information.jobs job ON job.job_id = stats.job_id
      JOIN ours ON (job.hypertable_schema, job.hypertable_name) = (ours.schema, ours.name)
      WHERE stats.last_run_status = 'Failed'""";

  private final DataSource database;
  private final TableName hypertable;
  private final DoubleConsumer failing;

  /**
   * @param hypertable with its schema
   * @param failing takes the number of failing jobs; NaN while it is unknown
   */
  public PolicyWatch(DataSource database, TableName hypertable, DoubleConsumer failing) {
    this.database = database;
    this.hypertable = hypertable;
    this.failing = failing;
  }

  @Override
  public void run() {
    try (Connection connection = database.getConnection();
        PreparedStatement question = connection.prepareStatement(FAILING)) {
      question.setString(1, hypertable.schema().orElseThrow());
      question.setString(2, hypertable.name());
      try (ResultSet answer = question.executeQuery()) {
        answer.next();
        failing.accept(answer.getInt(1));
      }
    } catch (SQLException e) {
      failing.accept(Double.NaN);
      log.debug("cannot ask how the policy jobs are", e); // others report an outage
    }
  }
}
