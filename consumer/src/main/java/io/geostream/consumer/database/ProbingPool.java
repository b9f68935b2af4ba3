package io.geostream.consumer.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A pool that asks a server which was away with a connection of its own, before it lets anybody
 * wait for one of the pool's.
 *
 * <p>While somebody waits, HikariCP 7.0 ({@code HikariPool.PoolEntryCreator}) tries to connect with
 * pauses that double up to 5 s, so a server that is back would be found that late. If nobody waits
 * it gives up trying, and begins with short pauses the next time.
 */
final class ProbingPool extends HikariDataSource {

  private final String url;
  private final Properties probe;
  private volatile boolean away;

  /**
   * @param config with URL
   * @param probe what the driver needs besides the URL: user, password, a short time-out
   */
  ProbingPool(HikariConfig config, Properties probe) {
    super(config);
    this.url = config.getJdbcUrl();
    this.probe = probe;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (away) {
      DriverManager.getConnection(url, probe).close();
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
