package io.geostream.e2e.faults;

import io.geostream.e2e.Sql;
import java.sql.SQLException;

/** The consumers' backends in one database, as the server sees them. */
record Backends(Sql sql) {

  private static final String OURS =
      " FROM pg_stat_activity WHERE application_name = 'geostream-consumer'"
          + " AND datname = current_database()";

  /** All of them. */
  long count() throws SQLException {
    return sql.number("SELECT count(*)" + OURS);
  }

  /** Those that wait for a lock. */
  long blocked() throws SQLException {
    return sql.number("SELECT count(*)" + OURS + " AND wait_event_type = 'Lock'");
  }

  /** Ends them, and gives how many there were. */
  long terminateAll() throws SQLException {
    return sql.number("SELECT count(pg_terminate_backend(pid))" + OURS);
  }
}
