package io.geostream.consumer.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A pool that tries a server with a connection of its own, at the start and after an outage, before
 * it lets anybody wait for one of the pool's.
 *
 * <p>While somebody waits, HikariCP 7.0 ({@code HikariPool.PoolEntryCreator}) tries to connect with
 * pauses that double up to 5 s, so a server that is back would be found that late. If nobody waits
 * it gives up trying, and begins with short pauses the next time.
 */
final class ProbingPool extends HikariDataSource {

  private final Probe probe;
  private volatile boolean away = true;

  /** Finds out whether the server can be used. */
  interface Probe {
    void run() throws SQLException;
  }

  /**
   * @param probe fails soon, and says why
   */
  ProbingPool(HikariConfig config, Probe probe) {
    super(config);
    this.probe = probe;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (away) {
      probe.run();
    }
    try {
      Connection connection = super.getConnection();
      away = false;
      return connection;
    } catch (SQLException e) {
      away = true;
      throw e;
    }
  }
}
