package io.geostream.consumer.watch;

import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.Outage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;

/**
 * Asks the database for a sign of life every few seconds, so that an outage is noticed even while
 * nothing is to be written.
 */
public final class DatabaseWatch implements Runnable {

  private static final int TIMEOUT_SECONDS = 2;

  private final DataSource database;
  private final Outage outage;

  /** Watches the database of the pool. */
  public DatabaseWatch(DataSource database, Outage outage) {
    this.database = database;
    this.outage = outage;
  }

  @Override
  public void run() {
    try (Connection connection = database.getConnection()) {
      if (!connection.isValid(TIMEOUT_SECONDS)) {
        throw new SQLTransientConnectionException("no answer within " + TIMEOUT_SECONDS + " s");
      }
      outage.recovered(this);
    } catch (SQLException e) {
      outage.attemptFailed(this, Faults.oneLine(e)); // it may have begun before it was over
    }
  }
}
