package io.geostream.consumer.database;

import java.sql.SQLException;

/** Runs work in a transaction; what the work does not commit is rolled back, however it ends. */
public interface Transactor {

  /**
   * Runs the work, after connecting if need be.
   *
   * @return what the work returns
   * @throws SQLException what connecting or the work throws; nothing of the work is open then, and
   *     nothing is written unless a commit's answer was lost
   */
  <T> T transact(SqlWork<T> work) throws SQLException;
}
