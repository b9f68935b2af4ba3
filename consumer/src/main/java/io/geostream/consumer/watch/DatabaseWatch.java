package io.geostream.consumer.watch;

import io.geostream.common.daemon.Faults;
import io.geostream.common.daemon.Outage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;

/**
 * Asks the database for a sign of life every few seconds, so that an outage is seen also while
 * nothing is to be written.
 */
public final class DatabaseWatch implements Runnable {

  private static final int TIMEOUT_SECONDS = 2;

  /** One alone may have begun before a writer found the database back. */
  private static final int FAILURES_OF_AN_OUTAGE = 2;

  private final DataSource database;
  private final Outage outage;
  private int failures;

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
      failures = 0;
      outage.recovered(this);
    } catch (SQLException e) {
      failures++;
      if (failures >= FAILURES_OF_AN_OUTAGE) {
        outage.failed(this, Faults.oneLine(e));
      }
    }
  }
}
