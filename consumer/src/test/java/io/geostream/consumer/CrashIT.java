package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each reading is written exactly once, whatever happens to the consumers. */
final class CrashIT {

  private static final int READINGS = 60_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void aConsumerKilledInMidStreamAndStartedAgainWritesEachReadingOnce() throws Exception {
    try (var database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(4);
      pipeline.sendReadings(0, READINGS);
      for (int kill = 1; kill <= 2; kill++) {
        long before = rows(pipeline);
        try (var consumer = start("killed-" + kill, pipeline, "--batch-rows", "200")) {
          await().atMost(PATIENCE).until(() -> rows(pipeline) > before + 1_000);
          consumer.process().kill();
        }
        assertThat(rows(pipeline)).as("killed in mid-stream").isBetween(1_000L, READINGS - 1_000L);
      }
      try (var consumer = start("last", pipeline, "--drain")) {
        assertThat(consumer.exitCode(PATIENCE)).as(consumer.log()).isZero();
      }
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(READINGS));
    }
  }

  @Test
  void twoConsumersShareTheWorkAndWriteEachReadingOnce() throws Exception {
    try (var database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(4);
      try (var one = start("one", pipeline, "--workers", "1");
          var two = start("two", pipeline, "--workers", "1")) {
        await().atMost(PATIENCE).until(() -> owns(one) && owns(two));
        pipeline.sendReadings(0, READINGS);
        awaitCounts(pipeline, Counts.eachOnce(READINGS));
        assertThat(written(one) + written(two)).isEqualTo(READINGS);
        assertThat(written(one)).as("rows of the first").isPositive();
        assertThat(written(two)).as("rows of the second").isPositive();
      }
    }
  }

  @Test
  void aFrozenConsumerThatWakesUpAfterItsPartitionsWereGivenAwayWritesNothingTwice()
      throws Exception {
    try (var database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(4);
      pipeline.sendReadings(0, READINGS);
      try (var sleeper = start("sleeper", pipeline, "--batch-rows", "200")) {
        await().atMost(PATIENCE).until(() -> rows(pipeline) > 1_000);
        sleeper.process().freeze();
        try (var other = start("other", pipeline, "--drain")) {
          assertThat(other.exitCode(PATIENCE)).as(other.log()).isZero();
        }
        assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(READINGS));
        sleeper.process().thaw();
        pipeline.sendReadings(READINGS, 1_000);
        awaitCounts(pipeline, Counts.eachOnce(READINGS + 1_000));
        assertThat(sleeper.process().isAlive()).as(sleeper.log()).isTrue();
      }
    }
  }

  @Test
  void sigtermStopsWithin8SecondsWithTheJvmsExitCode() throws Exception {
    try (var database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(4);
      pipeline.sendReadings(0, READINGS);
      try (var consumer = start("stopped", pipeline, "--batch-rows", "500")) {
        await().atMost(PATIENCE).until(() -> rows(pipeline) > 1_000);
        consumer.process().terminate();
        assertThat(consumer.exitCode(Duration.ofSeconds(8))).as(consumer.log()).isEqualTo(143);
      }
      try (var consumer = start("rest", pipeline, "--drain")) {
        assertThat(consumer.exitCode(PATIENCE)).as(consumer.log()).isZero();
      }
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(READINGS));
    }
  }

  private ConsumerProcess start(String name, Pipeline pipeline, String... more) {
    return ConsumerProcess.start(
        name, pipeline.broker(), pipeline.database(), pipeline.topic(), folder, more);
  }

  private static boolean owns(ConsumerProcess consumer) throws Exception {
    return consumer.log().contains("assigned")
        && consumer.get("/metrics").body().contains("kafka_queue_size{");
  }

  private static long written(ConsumerProcess consumer) throws Exception {
    return consumer
        .get("/metrics")
        .body()
        .lines()
        .filter(
            line -> line.startsWith("messages_processed_total{") && line.contains("\"written\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static void awaitCounts(Pipeline pipeline, Counts expected) throws Exception {
    Callable<Counts> counts = pipeline::counts;
    await().atMost(PATIENCE).until(counts, expected::equals);
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
