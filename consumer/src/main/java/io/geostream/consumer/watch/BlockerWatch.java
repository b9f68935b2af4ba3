package io.geostream.consumer.watch;

import io.geostream.consumer.write.InFlight;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees writers from frozen ones. A consumer that is stopped or cut off in mid-write leaves a
 * backend that waits for its client and holds its locks (on a chunk that it just made, above all),
 * and no time-out of the server ends a backend that waits in COPY. So a backend of a geostream
 * writer of the same role that has waited for its client for more than two seconds, and blocks one
 * of ours for as long, is terminated. That is safe: when its consumer wakes up, the compare of its
 * offsets decides.
 */
public final class BlockerWatch implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(BlockerWatch.class);

  /** How long ours must be under way, and theirs must have waited for its client. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final String TERMINATE =
      """
      SELECT blocker.pid, pg_terminate_backend(blocker.pid)
      FROM pg_stat_activity blocked
      CROSS JOIN LATERAL unnest(pg_blocking_pids(blocked.pid)) AS blocking (pid)
      JOIN pg_stat_activity blocker ON blocker.pid = blocking.pid
      WHERE blocked.pid = ?
        AND blocked.wait_event_type = 'Lock'
        AND blocker.usename = current_user
        AND blocker.application_name LIKE ? || '%'
        AND blocker.wait_event = 'ClientRead'
        AND blocker.state_change < clock_timestamp() - make_interval(secs => ?)""";

  private final DataSource database;
  private final String applicationName;
  private final List<InFlight> writers;

  /**
   * @param applicationName how the backends of all our writers call themselves
   * @param writers the writers to free
   */
  public BlockerWatch(DataSource database, String applicationName, List<InFlight> writers) {
    this.database = database;
    this.applicationName = applicationName;
    this.writers = List.copyOf(writers);
  }

  @Override
  public void run() {
    for (InFlight writer : writers) {
      InFlight.Entry entry = writer.current();
      if (entry != null && System.nanoTime() - entry.sinceNanos() > PATIENCE.toNanos()) {
        free(entry.backend());
      }
    }
  }

  private void free(int backend) {
    try (Connection connection = database.getConnection();
        PreparedStatement terminate = connection.prepareStatement(TERMINATE)) {
      terminate.setInt(1, backend);
      terminate.setString(2, applicationName);
      terminate.setDouble(3, PATIENCE.toMillis() / 1000.0);
      try (ResultSet rows = terminate.executeQuery()) {
        while (rows.next()) {
          log.warn(
              "terminated backend {}: its client is frozen or gone, and it blocked our writer",
              rows.getInt(1));
        }
      }
      connection.commit();
    } catch (SQLException e) {
      log.debug(
          "could not look for what blocks backend {}",
          backend,
          e); // the writer itself tells of an outage
    }
  }
}
