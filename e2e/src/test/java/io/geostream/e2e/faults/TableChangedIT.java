package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Somebody changes the table under a running consumer, so that no reading fits into it any more:
 * that is no bad data. Mended, all goes on.
 */
@FaultScenario
final class TableChangedIT {

  private static final int READINGS = 500;

  /**
   * What somebody does.
   *
   * @param column what the consumer has to name
   * @param state and how
   */
  private record Change(String column, String state, String breaks, String mends) {

    static Change of(String column, String state, String breaks, String mends) {
      return new Change(column, state, alter(breaks), alter(mends));
    }

    static Change closed(String code) {
      return new Change(
          "geospatial_metrics",
          "is closed",
          """
          CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN RAISE 'geospatial_metrics is closed' USING ERRCODE = '%s'; END $$;
          CREATE TRIGGER refuse BEFORE INSERT ON geospatial_metrics FOR EACH STATEMENT EXECUTE FUNCTION refuse()"""
              .formatted(code),
          "DROP FUNCTION refuse CASCADE");
    }
  }

  private static final String COLUMNS =
      "time, location_id, latitude, longitude, temperature, humidity, pressure, wind_speed,"
          + " wind_direction";

  private static final String ASIDE =
      "CREATE TABLE IF NOT EXISTS aside AS SELECT " + COLUMNS + " FROM geospatial_metrics LIMIT 0";

  private static final List<Change> CHANGES =
      List.of(
          Change.of(
              "quality",
              "not-null constraint",
              "ADD COLUMN quality int NOT NULL DEFAULT 0; "
                  + alter("ALTER COLUMN quality DROP DEFAULT"),
              "ALTER COLUMN quality DROP NOT NULL"),
          Change.of(
              "latitude",
              "latitude",
              "RENAME COLUMN latitude TO lat",
              "RENAME COLUMN lat TO latitude"),
          // As long as a double precision: binary COPY takes the one for the other.
          Change.of(
              "wind_direction",
              "is bigint, not double precision",
              "ALTER COLUMN wind_direction TYPE bigint",
              "ALTER COLUMN wind_direction TYPE double precision"),
          Change.of(
              "longitude",
              "is text, not double precision",
              "ALTER COLUMN longitude TYPE text",
              "ALTER COLUMN longitude TYPE double precision USING 0"),
          Change.of(
              "longitude",
              "is numeric, not double precision",
              "ALTER COLUMN longitude TYPE numeric",
              "ALTER COLUMN longitude TYPE double precision"),
          Change.of(
              "latitude",
              "does not exist",
              "DROP COLUMN latitude",
              "ADD COLUMN latitude double precision"),
          // It refuses a statement without rows, too: by data's own code, and by any other.
          Change.closed("22000"),
          Change.closed("P0001"));

  /** A changed type would change what is there already, so that is put aside before. */
  private static final String[] PUT_ASIDE = {
    "INSERT INTO aside " + rows("geospatial_metrics"), "TRUNCATE geospatial_metrics"
  };

  private static final String PUT_BACK =
      "INSERT INTO geospatial_metrics (" + COLUMNS + ") " + rows("aside");

  private static String alter(String change) {
    return "ALTER TABLE geospatial_metrics " + change;
  }

  private static String rows(String table) {
    return "SELECT " + COLUMNS + " FROM " + table;
  }

  @Test
  void aColumnChangedUnderARunningConsumerStopsItAndGarblesNothing(Scenario scenario)
      throws Exception {
    try (Pipeline pipeline = scenario.pipeline(2);
        Sender sender = Sender.of(pipeline).send(READINGS)) {
      for (Change change : CHANGES) {
        breakAndMend(scenario, pipeline, sender, change);
      }
      KnownSet sent = sender.stop();
      try (Program last = pipeline.consumer("last", "--drain")) {
        last.succeeds();
      }
      pipeline.sql().run(PUT_BACK);
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
    }
  }

  private static void breakAndMend(
      Scenario scenario, Pipeline pipeline, Sender sender, Change change) throws Exception {
    String name = "change-" + CHANGES.indexOf(change);
    try (Program consumer = pipeline.consumer(name, "--workers", "1")) {
      new Stored(pipeline).awaitAll(sender.sent());
      pipeline.sql().run(ASIDE);
      pipeline.sql().run(PUT_ASIDE);
      pipeline.sql().run(change.breaks());
      scenario.injectedIntoData();
      sender.send(READINGS);
      assertThat(consumer.fails()).contains(change.column(), change.state());
      assertThat(pipeline.sql().readings()).isZero();
    }
    pipeline.sql().run(change.mends());
  }
}
