package io.geostream.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.stack.testing.Program;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoConsumersIT {

  @TempDir Path folder;

  /** Both find no schema, both want to make it, and both are given partitions. */
  @Test
  void startedAtOnceOnAnEmptyDatabaseShareTheWork() throws Exception {
    try (Pipeline pipeline = Pipeline.in(folder).withPartitions(6);
        Program producer = pipeline.producer("--rate", "1000", "--seed", "1");
        Program first = pipeline.consumer("first", "--workers", "1");
        Program second = pipeline.consumer("second", "--workers", "1")) {
      first.awaitReady();
      second.awaitReady();
      await()
          .atMost(Program.LONG)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> written(first) > 1_000 && written(second) > 1_000);
      producer.stopsOnSigterm();
      long sent = pipeline.records();
      await()
          .atMost(Program.LONG)
          .untilAsserted(() -> assertThat(pipeline.sql().readings()).isEqualTo(sent));
      first.stopsOnSigterm();
      second.stopsOnSigterm();
      assertThat(first.err() + second.err()).isEmpty();
      assertThat(pipeline.sql().readings()).isEqualTo(sent);
      assertThat(pipeline.sql().differentReadings()).isEqualTo(sent);
    }
  }

  private static double written(Program consumer) throws IOException, InterruptedException {
    return consumer.metric("messages_processed_total");
  }
}
