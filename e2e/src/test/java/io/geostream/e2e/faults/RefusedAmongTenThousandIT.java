package io.geostream.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.e2e.Pipeline;
import io.geostream.e2e.Sql;
import io.geostream.stack.testing.Program;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** One refused row among ten thousand is not paid for with ten thousand statements. */
@FaultScenario
final class RefusedAmongTenThousandIT {

  private static final int BATCH = 10_000;

  /** A full batch is written at once; one that is not waits for it. */
  private static final String[] WHOLE_BATCHES = {
    "--workers", "1", "--batch-rows", Integer.toString(BATCH), "--linger", "30s"
  };

  /** A sequence goes on though the statement that it counts is rolled back. */
  private static final String[] RULE_AND_COUNTER = {
    "ALTER TABLE geospatial_metrics ADD CONSTRAINT no_ghosts CHECK (location_id NOT LIKE 'ghost%')",
    "CREATE SEQUENCE copies",
    """
    CREATE FUNCTION count_copies() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM nextval('copies');
      RETURN NULL;
    END $$""",
    """
    CREATE TRIGGER counted BEFORE INSERT ON geospatial_metrics
    FOR EACH STATEMENT EXECUTE FUNCTION count_copies()"""
  };

  private static final String REFUSES_EVERYTHING =
      "ALTER TABLE geospatial_metrics ADD CONSTRAINT nothing CHECK (false) NOT VALID";

  @Test
  void oneAHundredAndAllOfThem(Scenario scenario) throws Exception {
    try (Pipeline pipeline = scenario.pipeline(1);
        Sender sender = Sender.of(pipeline);
        Program consumer = pipeline.consumer("consumer", WHOLE_BATCHES)) {
      consumer.awaitReady();
      pipeline.sql().run(RULE_AND_COUNTER);

      sender.mixing(7_777, RefusedAmongTenThousandIT::ghost).send(BATCH - 1);
      scenario.injectedIntoData();
      // The whole batch, the whole again in the search, two a level, and the rest without the row.
      assertThat(copiesOf(pipeline, sender.sent())).isBetween(16L, 3 + 2L * levels(BATCH));

      sender.mixing(99, RefusedAmongTenThousandIT::ghost).send(BATCH - 100);
      scenario.injectedIntoData();
      KnownSet sent = sender.sent();
      assertThat(sent.badRecords()).hasSize(101);
      // In the worst case the first levels are full, and below them two a level and row.
      assertThat(copiesOf(pipeline, sent)).isBetween(100L, 3 + 200L * (1 + levels(BATCH / 100)));
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);

      pipeline.sql().run(REFUSES_EVERYTHING);
      sender.sendBadRecords(BATCH);
      scenario.injectedIntoData();
      assertThat(consumer.fails()).contains("each of 200 messages", "23514");
      new EachReadingOnce(pipeline, scenario.tally()).holds(sent);
      new EachBadRecordADeadLetter(pipeline, scenario.tally()).holds(sent);
    }
  }

  private static BadRecord ghost(long number) {
    return BadRecord.refused(number, "ghost", "23514: ");
  }

  /** How often rows are halved until one is left. */
  private static int levels(int rows) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1);
  }

  /** The statements since the last time, once all of the set is dealt with. */
  private static long copiesOf(Pipeline pipeline, KnownSet sent) throws SQLException {
    new Stored(pipeline).awaitAll(sent);
    Sql sql = pipeline.sql();
    long copies = sql.number("SELECT last_value FROM copies");
    sql.run("ALTER SEQUENCE copies RESTART");
    return copies;
  }
}
