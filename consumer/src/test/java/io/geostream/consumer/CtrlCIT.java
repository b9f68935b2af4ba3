package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.common.testing.CtrlC;
import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C stops like SIGTERM, with the exit code that shells know it by. */
final class CtrlCIT {

  private static final int INTERRUPTED = 130;
  private static final int READINGS = 1_000;

  @TempDir Path folder;

  @Test
  void aRunningConsumerEndsWithin8SecondsWith130() throws Exception {
    try (var database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      pipeline.sendReadings(0, READINGS);
      try (var consumer = ConsumerJar.interruptible("interrupted", pipeline, folder)) {
        await()
            .atMost(Program.LONG)
            .ignoreExceptionsInstanceOf(IOException.class)
            .until(() -> consumer.metric("messages_processed_total") == READINGS);
        interrupt(consumer);
      }
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(READINGS));
    }
  }

  @Test
  void aDrainInMidWriteEndsWithin8SecondsWith130AndTheNextOneWritesTheRest() throws Exception {
    try (var database = SharedStack.freshDatabase()) {
      AppliedSchema.in(database);
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      pipeline.sendReadings(0, READINGS);
      try (Connection other = database.connect();
          Statement sql = other.createStatement()) {
        other.setAutoCommit(false);
        sql.execute("LOCK TABLE geospatial_metrics IN SHARE MODE");
        try (var drain =
            ConsumerJar.interruptible("drain", pipeline, folder, "--drain", "--workers", "1")) {
          await()
              .atMost(Program.LONG)
              .ignoreExceptionsInstanceOf(IOException.class)
              .untilAsserted(
                  () -> assertThat(drain.metric("kafka_queue_size")).isEqualTo(READINGS));
          interrupt(drain);
        }
      }
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(0));
      try (var rest = ConsumerJar.start("rest", pipeline, folder, "--drain")) {
        rest.succeeds();
      }
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(READINGS));
    }
  }

  private static void interrupt(Program program) throws Exception {
    CtrlC.press(program.process().pid());
    assertThat(program.process().waitFor(Program.STOP)).as("runs on:%n%s", program.said()).isTrue();
    assertThat(program.process().exitCode()).as(program.said()).hasValue(INTERRUPTED);
    assertThat(program.err()).isEmpty();
  }
}
