package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop finishes or gives up the batch in hand, and loses nothing. */
final class StopIT {

  private static final int READINGS = 200_000;
  private static final int FEW = 500;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void sigtermStopsWithin8SecondsWithTheJvmsExitCode() throws Exception {
    try (var database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(4);
      pipeline.sendReadings(0, READINGS);
      try (var consumer = start("stopped", pipeline, "--batch-rows", "500")) {
        await().atMost(TIMEOUT).until(() -> rows(pipeline) > 1_000);
        consumer.stopsInTime();
        assertThat(rows(pipeline)).as("rows after a stop in mid-work").isLessThan(READINGS);
      }
      try (var consumer = start("rest", pipeline, "--drain")) {
        consumer.succeeds();
      }
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(READINGS));
    }
  }

  /** The batch in hand cannot be finished: it is given up. */
  @Test
  void sigtermStopsWithin8SecondsWhileTheDatabaseHoldsTheBatchUp() throws Exception {
    try (var database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      pipeline.sendReadings(0, FEW);
      try (var consumer = start("blocked", pipeline);
          Connection person = database.connect();
          Statement statement = person.createStatement()) {
        await().atMost(TIMEOUT).until(() -> rows(pipeline) == FEW);
        person.setAutoCommit(false);
        statement.execute("LOCK TABLE geospatial_metrics IN ACCESS EXCLUSIVE MODE");
        pipeline.sendReadings(FEW, FEW);
        await().atMost(TIMEOUT).until(() -> isAnyBlocked(statement));
        consumer.stopsInTime();
      }
      assertThat(rows(pipeline)).as("rows without the batch that was given up").isEqualTo(FEW);
      try (var consumer = start("rest", pipeline, "--drain")) {
        consumer.succeeds();
      }
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(2 * FEW));
    }
  }

  private static boolean isAnyBlocked(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'geospatial_metrics'::regclass)")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private Program start(String name, Pipeline pipeline, String... more) {
    return ConsumerJar.start(name, pipeline, folder, more);
  }

  /** The rows so far; none while there is no table yet. */
  private static long rows(Pipeline pipeline) {
    try {
      return pipeline.counts().rows();
    } catch (SQLException e) {
      return 0;
    }
  }
}
