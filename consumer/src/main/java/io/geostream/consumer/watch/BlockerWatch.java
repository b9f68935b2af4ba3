package io.geostream.consumer.watch;

import io.geostream.consumer.database.Backends;
import io.geostream.consumer.database.BusyBackend;
import io.geostream.consumer.database.Transactor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees writers and migrations from frozen ones. A consumer that is stopped or cut off in mid-write
 * leaves a backend that waits for its client and holds its locks (on a chunk that it just made,
 * above all; or the lock of a migration), and no timeout of the server ends a backend that waits in
 * COPY. So a backend of a geostream writer of the same role that waits for its client, has made no
 * progress for two seconds, and blocks one of ours all the while, is terminated. That is safe: when
 * its consumer wakes up, the compare of its offsets decides.
 */
public final class BlockerWatch implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(BlockerWatch.class);

  /** How long a write of ours is under way before the watch asks what blocks it. */
  private static final Duration UNDER_WAY = Duration.ofMillis(500);

  /** How long theirs must be without progress. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /**
   * Those that block a backend and wait for their clients, each with values that change while it
   * makes progress.
   */
  private static final String BLOCKERS =
      """
      SELECT blocker.pid, concat_ws(' ', blocker.query_start, blocker.state_change, copy.bytes_processed) AS progress
      FROM pg_stat_activity blocked
      CROSS JOIN LATERAL unnest(pg_blocking_pids(blocked.pid)) AS blocking (pid)
      JOIN pg_stat_activity blocker ON blocker.pid = blocking.pid
      LEFT JOIN pg_stat_progress_copy copy ON copy.pid = blocker.pid
      WHERE blocked.pid = ?
        AND blocked.wait_event_type = 'Lock'
        AND blocker.usename = session_user
        AND blocker.application_name = ?
        AND blocker.wait_event = 'ClientRead'""";

  /** After SET ROLE, backends of the login role can neither be seen nor terminated. */
  private static final String AS_WHO_LOGGED_IN = "SET LOCAL ROLE NONE";

  private final Transactor database;
  private final String applicationName;
  private final Backends ours;
  private final Runnable terminated;
  private Map<Integer, Look> looks = new HashMap<>();

  /** What a blocker was last seen at, and since when. */
  private record Look(String progress, long sinceNanos) {}

  /**
   * @param applicationName the name of all our writers' backends
   * @param ours those to free
   * @param terminated is run for each backend that was terminated
   */
  public BlockerWatch(
      Transactor database, String applicationName, Backends ours, Runnable terminated) {
    this.database = database;
    this.applicationName = applicationName;
    this.ours = ours;
    this.terminated = terminated;
  }

  @Override
  public void run() {
    Map<Integer, Look> seen = new HashMap<>();
    for (BusyBackend busy : ours.busy()) {
      if (System.nanoTime() - busy.sinceNanos() > UNDER_WAY.toNanos()) {
        seen.putAll(free(busy.pid()));
      }
    }
    looks = seen;
  }

  /** Those that block a backend and may still make progress. */
  private Map<Integer, Look> free(int backend) {
    try {
      return database.transact(transaction -> free(transaction, backend));
    } catch (SQLException e) {
      log.debug("could not look for what blocks backend {}", backend, e); // its work reports it
      return Map.of();
    }
  }

  private Map<Integer, Look> free(Connection transaction, int backend) throws SQLException {
    try (Statement role = transaction.createStatement()) {
      role.execute(AS_WHO_LOGGED_IN);
    }
    Map<Integer, Look> blocking = new HashMap<>();
    try (PreparedStatement blockers = transaction.prepareStatement(BLOCKERS)) {
      blockers.setInt(1, backend);
      blockers.setString(2, applicationName);
      try (ResultSet rows = blockers.executeQuery()) {
        while (rows.next()) {
          int pid = rows.getInt("pid");
          Look look = look(pid, rows.getString("progress"));
          if (System.nanoTime() - look.sinceNanos() < TIMEOUT.toNanos()) {
            blocking.put(pid, look);
          } else {
            terminate(transaction, pid);
          }
        }
      }
    }
    return blocking;
  }

  private Look look(int blocker, String progress) {
    Look before = looks.get(blocker);
    return before != null && before.progress().equals(progress)
        ? before
        : new Look(progress, System.nanoTime());
  }

  private void terminate(Connection connection, int blocker) throws SQLException {
    try (PreparedStatement terminate =
        connection.prepareStatement("SELECT pg_terminate_backend(?)")) {
      terminate.setInt(1, blocker);
      terminate.execute();
      terminated.run();
      log.warn(
          "terminated backend {}: its client is frozen or gone, and it blocked our writer",
          blocker);
    }
  }
}
