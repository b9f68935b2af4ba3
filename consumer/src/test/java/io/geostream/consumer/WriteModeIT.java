package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.Database;
import io.geostream.stack.testing.Metrics;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.RequiresTimescaleDb;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --write-mode} makes of a table. */
final class WriteModeIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int BATCH = 2_000;
  private static final int STATIONS = 20;

  @TempDir Path folder;

  @Test
  void insertWritesEachReadingOnce() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(2);
      pipeline.sendReadings(0, BATCH);
      try (var insert = ConsumerJar.start("insert", pipeline, folder, "--write-mode", "insert")) {
        await()
            .atMost(TIMEOUT)
            .ignoreExceptionsInstanceOf(IOException.class)
            .untilAsserted(
                () ->
                    assertThat(insert.metrics().sum("geostream_rows_total", "\"insert\""))
                        .isEqualTo(BATCH));
        assertThat(insert.metric("geostream_rows_total")).as("in any mode").isEqualTo(BATCH);
        insert.stopsOnSigterm();
      }
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(BATCH));
    }
  }

  @RequiresTimescaleDb
  @Test
  void aUniqueIndexEndsDirectCompressWithItsNameAndAutoGoesOn() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      AppliedSchema.in(database);
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      pipeline.execute("CREATE UNIQUE INDEX once ON geospatial_metrics (location_id, time)");
      pipeline.sendReadings(0, 100);

      try (var refused = start("refused", pipeline, "direct-compress")) {
        assertThat(refused.fails()).contains("--write-mode direct-compress", "once");
      }
      try (var auto = start("auto", pipeline, "auto")) {
        auto.succeeds();
      }
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(100));
    }
  }

  /** Dense batches: the first makes the chunk. */
  @RequiresTimescaleDb
  @Test
  void autoReportsWhichWayEachBatchWent() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      sendDense(pipeline);
      try (var auto = startAuto("dense", pipeline)) {
        await()
            .atMost(TIMEOUT)
            .ignoreExceptionsInstanceOf(IOException.class)
            .untilAsserted(
                () -> {
                  Metrics scrape = auto.metrics();
                  assertThat(scrape.sum("geostream_rows_total", "\"copy\"")).isEqualTo(BATCH);
                  assertThat(scrape.sum("geostream_rows_total", "\"direct-compress\""))
                      .isEqualTo(2 * BATCH);
                });
        assertThat(auto.metrics().sum("geostream_batches_total", "\"direct-compress\""))
            .isEqualTo(2);
      }
      assertThat(pipeline.counts()).isEqualTo(new Counts(3 * BATCH, STATIONS));
    }
  }

  @RequiresTimescaleDb
  @Test
  void autoCopiesDenseBatchesWhereTheColumnstoreIsNotGroupedByTheKey() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      AppliedSchema.in(database);
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      pipeline.execute("ALTER TABLE geospatial_metrics SET (timescaledb.segmentby = '')");
      sendDense(pipeline);
      try (var auto = startAuto("ungrouped", pipeline)) {
        await()
            .atMost(TIMEOUT)
            .ignoreExceptionsInstanceOf(IOException.class)
            .untilAsserted(
                () -> assertThat(auto.metric("geostream_rows_total")).isEqualTo(3 * BATCH));
        assertThat(auto.metrics().sum("geostream_rows_total", "\"copy\"")).isEqualTo(3 * BATCH);
      }
      assertThat(pipeline.counts()).isEqualTo(new Counts(3 * BATCH, STATIONS));
    }
  }

  private Program startAuto(String name, Pipeline pipeline) {
    return ConsumerJar.start(
        name,
        pipeline,
        folder,
        "--workers",
        "1",
        "--batch-rows",
        Integer.toString(BATCH),
        "--linger",
        "30s");
  }

  private static void sendDense(Pipeline pipeline) throws Exception {
    Instant now = Instant.now();
    pipeline.send(IntStream.range(0, 3 * BATCH), number -> dense(now, number));
  }

  private static byte[] dense(Instant start, int number) {
    return String.format(
            Locale.ROOT,
            """
        {"timestamp": "%s", "location_id": "loc_%d", "temperature": %d}""",
            start.plusMillis(number),
            number % STATIONS,
            number % 50)
        .getBytes(StandardCharsets.UTF_8);
  }

  private Program start(String name, Pipeline pipeline, String mode) {
    return ConsumerJar.start(
        name, pipeline, folder, "--drain", "--workers", "1", "--write-mode", mode);
  }
}
