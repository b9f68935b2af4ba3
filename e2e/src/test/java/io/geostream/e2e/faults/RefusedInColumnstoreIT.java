package io.geostream.e2e.faults;

import io.geostream.e2e.Pipeline;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.RequiresTimescaleDb;
import org.junit.jupiter.api.Test;

/** A row that the database refuses on its way into the columnstore. */
@FaultScenario
@RequiresTimescaleDb
final class RefusedInColumnstoreIT {

  private static final int BATCH = 2_000;

  private static final String[] WHOLE_BATCHES = {
    "--write-mode",
    "direct-compress",
    "--workers",
    "1",
    "--batch-rows",
    Integer.toString(BATCH),
    "--linger",
    "30s"
  };

  @Test
  void becomesADeadLetterAndTheRestOfItsBatchIsWrittenThere(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(1);
        Sender sender = Sender.of(pipeline);
        Program consumer = pipeline.consumer("consumer", WHOLE_BATCHES)) {
      Columnstore columnstore = Columnstore.withChunksIn(pipeline);
      consumer.awaitReady();
      pipeline
          .sql()
          .run(
              "ALTER TABLE geospatial_metrics ADD CONSTRAINT no_ghosts CHECK (location_id NOT LIKE 'ghost%')");
      KnownSet sent =
          sender
              .mixing(777, number -> BadRecord.refused(number, "ghost", "23514: "))
              .send(BATCH - 2)
              .sent();
      scenario.injectedIntoData();
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
      columnstore.holdsEachReading();
    }
  }
}
