package io.geostream.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Sql;
import io.geostream.stack.Database;
import io.geostream.stack.testing.Program;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A trigger of the test at which a statement waits while the gate is closed. A consumer that is
 * frozen while it is caught there stands still exactly after that statement: once the gate is open
 * again, its backend ends the statement and waits for a client that does not go on.
 */
final class Gate {

  private static final long KEY = 0x67617465;

  private static final String CAUGHT =
      "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = "
          + KEY
          + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

  /** Takes the lock for a moment, however short the session wants to wait for locks. */
  private static final String WAIT =
      """
      CREATE FUNCTION wait_at_gate() RETURNS %s LANGUAGE plpgsql SET lock_timeout = 0 AS $$ BEGIN
        IF %s THEN
          PERFORM pg_advisory_lock_shared(%s);
          PERFORM pg_advisory_unlock_shared(%s);
        END IF;
        %s
      END $$""";

  private final Sql sql;

  private Gate(Sql sql) {
    this.sql = sql;
  }

  /**
   * Behind each statement on a table.
   *
   * @param event such as {@code UPDATE}
   */
  static Gate after(Sql sql, String event, String table) throws SQLException {
    sql.run(
        waitIf("true"),
        "CREATE TRIGGER gate AFTER %s ON %s FOR EACH STATEMENT EXECUTE FUNCTION wait_at_gate()"
            .formatted(event, table));
    return new Gate(sql);
  }

  /**
   * In front of the rows of one place.
   *
   * @param passes so many tries go through first, even of transactions that are rolled back
   */
  static Gate ofRow(Sql sql, String place, int passes) throws SQLException {
    sql.run(
        "CREATE SEQUENCE gate_tries",
        waitIf("NEW.location_id = '%s' AND nextval('gate_tries') > %s".formatted(place, passes)),
        "CREATE TRIGGER gate BEFORE INSERT ON geospatial_metrics FOR EACH ROW EXECUTE FUNCTION wait_at_gate()");
    return new Gate(sql);
  }

  /**
   * Behind each statement of a kind that changes the schema.
   *
   * @param tag such as {@code CREATE TABLE}
   */
  static Gate afterDefinition(Sql sql, String tag) throws SQLException {
    sql.run(
        WAIT.formatted("event_trigger", "true", KEY, KEY, ""),
        "CREATE EVENT TRIGGER gate ON ddl_command_end WHEN TAG IN ('%s') EXECUTE FUNCTION wait_at_gate()"
            .formatted(tag));
    return new Gate(sql);
  }

  private static String waitIf(String condition) {
    return WAIT.formatted("trigger", condition, KEY, KEY, "RETURN NEW;");
  }

  /** Closes it: whatever comes there waits. */
  Closed close(Database database) throws SQLException {
    Connection keeper = database.connect();
    try (Statement statement = keeper.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + KEY + ")");
    }
    return new Closed(sql, keeper);
  }

  /** A gate while it is closed; a crash of the server opens it, too. */
  record Closed(Sql sql, Connection keeper) implements AutoCloseable {

    /** Waits until a statement is caught. */
    void awaitCaught() {
      await()
          .atMost(Program.LONG)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> sql.number(CAUGHT) > 0);
    }

    /** Opens the gate for good. */
    void open() throws SQLException {
      keeper.close();
    }

    @Override
    public void close() throws SQLException {
      open();
    }
  }
}
