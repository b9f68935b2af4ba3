package io.geostream.consumer.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Work in one transaction, which it commits itself.
 *
 * @param <T> what it finds out
 */
@FunctionalInterface
public interface SqlWork<T> {

  /** Does it; the connection has autocommit off, and is not to be kept or closed. */
  T run(Connection connection) throws SQLException;
}
