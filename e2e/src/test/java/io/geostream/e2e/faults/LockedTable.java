package io.geostream.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A lock on a table, of a person who lets others read it and does not let them write. */
record LockedTable(Pipeline pipeline, String table, Connection person) implements AutoCloseable {

  static LockedTable of(Pipeline pipeline, String table) throws SQLException {
    Connection person = pipeline.database().connect();
    person.setAutoCommit(false);
    try (Statement statement = person.createStatement()) {
      statement.execute("LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE".formatted(table));
    }
    return new LockedTable(pipeline, table, person);
  }

  /** Waits until a writer waits for it. */
  void awaitWaiting() {
    String waiting =
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '%s'::regclass"
            .formatted(table);
    await().atMost(Program.LONG).until(() -> pipeline.sql().number(waiting) > 0);
  }

  void unlock() throws SQLException {
    person.rollback();
  }

  @Override
  public void close() throws SQLException {
    person.close();
  }
}
