package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DrainIT {

  @TempDir Path folder;

  @Test
  void writesAllThatTheTopicHeldAndExitsWithZero() throws Exception {
    try (var database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(6);
      pipeline.sendReadings(0, 20_000);
      try (var consumer =
          ConsumerProcess.start(
              "drain", pipeline.broker(), database, pipeline.topic(), folder, "--drain")) {
        assertThat(consumer.exitCode(Duration.ofSeconds(60))).as(consumer.log()).isZero();
      }
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(20_000));
    }
  }
}
