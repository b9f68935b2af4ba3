package io.geostream.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A lock on a pipeline's table that keeps rows out, and lets readers in. */
record LockedTable(Pipeline pipeline, Connection person) implements AutoCloseable {

  static LockedTable of(Pipeline pipeline) throws SQLException {
    Connection person = pipeline.database().connect();
    person.setAutoCommit(false);
    try (Statement statement = person.createStatement()) {
      statement.execute("LOCK TABLE geospatial_metrics IN SHARE ROW EXCLUSIVE MODE");
    }
    return new LockedTable(pipeline, person);
  }

  /** Waits until a writer waits for it. */
  void awaitWriter() {
    await()
        .atMost(Program.LONG)
        .until(
            () ->
                pipeline
                        .sql()
                        .number(
                            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'geospatial_metrics'::regclass")
                    > 0);
  }

  void unlock() throws SQLException {
    person.rollback();
  }

  @Override
  public void close() throws SQLException {
    person.close();
  }
}
