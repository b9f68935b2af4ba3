package io.geostream.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Sql;
import io.geostream.stack.testing.Program;
import java.sql.SQLException;

/** Makes whatever is inserted slow, as a trigger of the table's owner may. */
record SlowInserts(Sql sql) {

  /** From now on each statement takes so many seconds longer. */
  static SlowInserts perStatement(Sql sql, double seconds) throws SQLException {
    return perStatement(Shapes.WEATHER, sql, seconds);
  }

  /** The same in the table of this shape. */
  static SlowInserts perStatement(Shape shape, Sql sql, double seconds) throws SQLException {
    return create(shape, sql, "AFTER", "STATEMENT", seconds);
  }

  /** From now on each row takes so many seconds longer. */
  static SlowInserts perRow(Sql sql, double seconds) throws SQLException {
    return create(Shapes.WEATHER, sql, "BEFORE", "ROW", seconds);
  }

  private static SlowInserts create(Shape shape, Sql sql, String when, String each, double seconds)
      throws SQLException {
    sql.run(
        "CREATE SEQUENCE slow_inserts MINVALUE 0 START 0",
        "CREATE TABLE slowness AS SELECT %s::float8 AS seconds".formatted(seconds),
        """
        CREATE FUNCTION slow_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          PERFORM pg_sleep(seconds) FROM slowness;
          PERFORM nextval('slow_inserts'); -- which no rollback takes back
          RETURN NEW;
        END $$""",
        "CREATE TRIGGER slow_insert %s INSERT ON %s FOR EACH %s EXECUTE FUNCTION slow_insert()"
            .formatted(when, shape.table(), each));
    return new SlowInserts(sql);
  }

  /** Waits until another statement, or row, has been slow. */
  void awaitOne() throws SQLException {
    long before = done();
    await().atMost(Program.LONG).until(() -> done() > before);
  }

  private long done() throws SQLException {
    return sql.number("SELECT last_value FROM slow_inserts");
  }

  /** From now on they are not. The table is not locked for it: a frozen writer may be in it. */
  void end() throws SQLException {
    sql.run("UPDATE slowness SET seconds = 0");
  }

  /** From now on they are again. */
  void again(double seconds) throws SQLException {
    sql.run("UPDATE slowness SET seconds = " + seconds);
  }
}
