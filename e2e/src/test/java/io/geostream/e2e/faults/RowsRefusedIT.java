package io.geostream.e2e.faults;

import static org.awaitility.Awaitility.await;

import io.geostream.e2e.Pipeline;
import io.geostream.e2e.Sql;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Readings that nothing is wrong with, but for rules that the database's owner has added. */
@FaultScenario
@Tag("core")
final class RowsRefusedIT {

  private static final String[] CHECKED_AT_ONCE = {
    "ALTER TABLE geospatial_metrics ADD CONSTRAINT no_ghosts CHECK (location_id NOT LIKE 'ghost%')",
    """
    CREATE FUNCTION refuse_odd_places() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.location_id LIKE 'odd%' THEN
        RAISE EXCEPTION '% is odd', NEW.location_id USING ERRCODE = '22003';
      END IF;
      RETURN NEW;
    END $$""",
    """
    CREATE TRIGGER odd BEFORE INSERT ON geospatial_metrics
    FOR EACH ROW EXECUTE FUNCTION refuse_odd_places()"""
  };

  private static final String[] CHECKED_AT_THE_COMMIT = {
    "CREATE TABLE stations (location_id text PRIMARY KEY)",
    "INSERT INTO stations SELECT 'n' || n FROM generate_series(0, $readings) AS n",
    "INSERT INTO stations SELECT 'late' || n FROM generate_series(0, $readings) AS n",
    """
    ALTER TABLE geospatial_metrics ADD CONSTRAINT known FOREIGN KEY (location_id) REFERENCES stations
    DEFERRABLE INITIALLY DEFERRED""",
    """
    CREATE FUNCTION refuse_late_places() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.location_id LIKE 'late%' THEN
        RAISE EXCEPTION '% is late', NEW.location_id USING ERRCODE = '23514';
      END IF;
      RETURN NULL;
    END $$""",
    """
    CREATE CONSTRAINT TRIGGER late AFTER INSERT ON geospatial_metrics
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_late_places()"""
  };

  private static final String FREEZE_OLD_CHUNKS =
      """
      SELECT _timescaledb_functions.freeze_chunk(chunk)
        FROM show_chunks('geospatial_metrics', older_than => now() - interval '10 hours') AS chunk""";

  @Test
  void whatAConstraintOrATriggerOfTheOwnerRefusesIsADeadLetter(Scenario scenario) throws Exception {
    rowsAreRefused(scenario, Shapes.WEATHER, CHECKED_AT_ONCE, RowsRefusedIT::refusedAtOnce);
  }

  @Test
  void whatIsRefusedOnlyAtTheCommitIsADeadLetter(Scenario scenario) throws Exception {
    rowsAreRefused(
        scenario, Shapes.WEATHER, CHECKED_AT_THE_COMMIT, RowsRefusedIT::refusedAtTheCommit);
  }

  @Test
  void oneRowThatIsRefusedMakesItsWholeMessageADeadLetter(Scenario scenario) throws Exception {
    rowsAreRefused(
        scenario,
        Shapes.MACHINES,
        new String[] {
          "ALTER TABLE %s ADD CONSTRAINT few CHECK (number < 1000000000)"
              .formatted(Shapes.MACHINES.table())
        },
        number -> KnownMachine.refused(number, 1_000_000_000 + number, "23514: "));
  }

  /** A sender that starts over, and a table that takes each place and time once. */
  @Test
  void readingsSentAgainIntoAUniqueIndexAreDeadLettersHoweverManyThereAre(Scenario scenario)
      throws SQLException {
    int again = 300;
    try (Pipeline pipeline = scenario.pipeline(2);
        Program consumer = pipeline.consumer("consumer", "--workers", "1");
        Sender sender = Sender.of(pipeline)) {
      consumer.awaitReady();
      pipeline.sql().run("CREATE UNIQUE INDEX once ON geospatial_metrics (location_id, time)");
      KnownSet first = sender.send(scenario.scaled(1_000)).sent();
      new Stored(pipeline).awaitAll(first);
      scenario.injectedIntoData();
      sender
          .mixing(0, number -> BadRecord.refused(number, json(number, first), "23505: "))
          .sendBadRecords(again);
      holds(scenario, pipeline, sender.send(100).stop());
      consumer.stopsOnSigterm();
    }
  }

  private static byte[] json(long number, KnownSet of) {
    return Shapes.WEATHER.json(number % of.readings(), of.start(), of.apart());
  }

  @Test
  @RequiresTimescaleDb
  void aReadingForAFrozenChunkIsADeadLetterEvenIfItComesAlone(Scenario scenario)
      throws SQLException {
    Instant frozen = twentyHoursAgo();
    try (Pipeline pipeline = scenario.pipeline(1);
        Program consumer = pipeline.consumer("consumer", "--workers", "1");
        Sender sender = Sender.spread(pipeline, frozen, Duration.ofHours(1))) {
      consumer.awaitReady();
      new Stored(pipeline).awaitAll(sender.send(20).sent());
      pipeline.sql().run(FREEZE_OLD_CHUNKS);
      scenario.injectedIntoData();
      sender.mixing(0, number -> BadRecord.refused(number, frozen, "late", "0A000: "));
      sender.sendBadRecords(1);
      awaitDeadLetters(consumer, 1);
      KnownSet sent = sender.sendBadRecords(150).sent();
      awaitDeadLetters(consumer, 151);
      holds(scenario, pipeline, sent);
      consumer.stopsOnSigterm();
    }
  }

  /**
   * Neither worker has written anything since the start: the table itself shows that it takes rows.
   */
  @Test
  @RequiresTimescaleDb
  void aReadingForAFrozenChunkIsADeadLetterAfterARestartAndWithTwoWorkersToo(Scenario scenario)
      throws SQLException {
    Instant frozen = twentyHoursAgo();
    try (Pipeline pipeline = scenario.pipeline(2);
        Sender sender = Sender.spread(pipeline, frozen, Duration.ofHours(1))) {
      try (Program first = pipeline.consumer("first", "--workers", "1")) {
        first.awaitReady();
        new Stored(pipeline).awaitAll(sender.send(20).sent());
        first.stopsOnSigterm();
      }
      pipeline.sql().run(FREEZE_OLD_CHUNKS);
      scenario.injectedIntoData();
      try (Program restarted = pipeline.consumer("restarted", "--workers", "2")) {
        restarted.awaitReady();
        sender.mixing(0, number -> BadRecord.refused(number, frozen, "late", "0A000: "));
        KnownSet sent = sender.sendBadRecords(4).sent();
        awaitDeadLetters(restarted, 4);
        holds(scenario, pipeline, sent);
        restarted.stopsOnSigterm();
      }
    }
  }

  private static Instant twentyHoursAgo() {
    return Instant.now().truncatedTo(ChronoUnit.HOURS).minus(20, ChronoUnit.HOURS);
  }

  private static void awaitDeadLetters(Program consumer, int letters) {
    await()
        .atMost(Program.LONG)
        .until(() -> consumer.metric("geostream_dead_letters_total") == letters);
  }

  private static void holds(Scenario scenario, Pipeline pipeline, KnownSet sent)
      throws SQLException {
    new Stored(pipeline).awaitAll(sent);
    new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
    new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
  }

  private static BadRecord refusedAtOnce(long number) {
    return switch ((int) (number % 3)) {
      case 0 -> BadRecord.refused(number, "ghost", "23514: ");
      case 1 -> BadRecord.refused(number, "odd", "22003: odd" + number + " is odd");
      // PostgreSQL has no such text. The decoder knows.
      default ->
          BadRecord.bare(
              "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"location_id\":\"a\\u0000b\",\"humidity\":1}",
              "out-of-range");
    };
  }

  private static BadRecord refusedAtTheCommit(long number) {
    return number % 2 == 0
        ? BadRecord.refused(number, "ghost", "23503: ")
        : BadRecord.refused(number, "late", "23514: late" + number + " is late");
  }

  private static void rowsAreRefused(
      Scenario scenario, Shape shape, String[] rules, LongFunction<BadRecord> refused)
      throws SQLException {
    int readings = scenario.scaled(3_000);
    try (Pipeline pipeline = shape.of(scenario.pipeline(2));
        Program consumer = pipeline.consumer("consumer", "--workers", "2");
        Sender sender = Sender.withBadRecords(shape, pipeline, 0)) {
      consumer.awaitReady();
      Sql sql = pipeline.sql();
      for (String rule : rules) {
        sql.run(rule.replace("$readings", Integer.toString(readings)));
      }
      scenario.injectedIntoData();
      KnownSet sent = sender.mixing(100, refused).send(readings).stop();
      holds(scenario, pipeline, sent);
      consumer.stopsOnSigterm();
    }
  }
}
