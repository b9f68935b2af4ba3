package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop finishes or gives up the batch in hand, and loses nothing. */
final class StopIT {

  private static final int READINGS = 60_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void sigtermStopsWithin8SecondsWithTheJvmsExitCode() throws Exception {
    try (var database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(4);
      pipeline.sendReadings(0, READINGS);
      try (var consumer = start("stopped", pipeline, "--batch-rows", "500")) {
        await().atMost(PATIENCE).until(() -> rows(pipeline) > 1_000);
        consumer.stopsInTime();
      }
      try (var consumer = start("rest", pipeline, "--drain")) {
        consumer.succeeds();
      }
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(READINGS));
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
