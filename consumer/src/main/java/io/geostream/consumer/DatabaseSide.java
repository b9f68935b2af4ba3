package io.geostream.consumer;

import com.zaxxer.hikari.HikariDataSource;
import io.geostream.consumer.database.Backends;
import io.geostream.consumer.database.DatabasePool;
import io.geostream.consumer.database.Login;
import io.geostream.consumer.database.Transactions;
import io.geostream.consumer.database.WriterConnections;
import io.geostream.consumer.settings.DatabaseAddress;
import javax.sql.DataSource;

/**
 * The ways to the database.
 *
 * @param backends those of this process that others may block
 * @param writers the writers' connections
 * @param pool what is asked on the side
 * @param migrations connections that migrate
 */
record DatabaseSide(
    Backends backends, WriterConnections writers, HikariDataSource pool, DataSource migrations) {

  /** One for each watch that asks the database, a drain among them. */
  private static final int POOLED = 4;

  /**
   * Connects to nothing yet.
   *
   * @param throughPooler whether a pooler in transaction mode may be in between
   */
  static DatabaseSide of(DatabaseAddress address, boolean throughPooler) {
    Login login = new Login(address);
    Backends backends = new Backends();
    return new DatabaseSide(
        backends,
        new WriterConnections(login, throughPooler, backends),
        throughPooler
            ? DatabasePool.openThroughPooler(login, POOLED)
            : DatabasePool.open(login, POOLED),
        DatabasePool.forMigrations(login, backends));
  }

  Transactions transactions() {
    return new Transactions(pool);
  }
}
