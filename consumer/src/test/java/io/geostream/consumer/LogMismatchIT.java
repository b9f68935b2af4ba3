package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.Database;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log that is not the one the stored offset was taken from is an error that says how to go on,
 * never a jump. Each test has a group of its own, as the way on is refused while a group has
 * members, be it one that another test killed.
 */
final class LogMismatchIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern COMMAND = Pattern.compile("consumer\\.jar (offsets .*--execute)$");

  @TempDir Path folder;

  @Test
  void aRecreatedTopicIsNotReadAsIfItWereTheOldOne() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        Admin admin = admin()) {
      Pipeline pipeline = drained(database, 500);
      admin.deleteTopics(List.of(pipeline.topic())).all().get();
      await()
          .atMost(PATIENCE)
          .until(() -> !admin.listTopics().names().get().contains(pipeline.topic()));
      pipeline.withPartitions(1).sendReadings(500, 800);

      String advice = drain(pipeline, 1);
      assertThat(advice).hasLineCount(1).contains(pipeline.topic());
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(500));
      doAsAdvised(pipeline, advice);
      drain(pipeline, 0);
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(1_300));
    }
  }

  @Test
  void recordsDeletedBeforeTheyWereReadAreReportedAndNotSkipped() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        Admin admin = admin()) {
      Pipeline pipeline = drained(database, 500);
      pipeline.sendReadings(500, 500);
      TopicPartition partition = new TopicPartition(pipeline.topic(), 0);
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(700))).all().get();

      String advice = drain(pipeline, 1);
      assertThat(advice).hasLineCount(1).contains(pipeline.topic(), "500", "700", "200 records");
      doAsAdvised(pipeline, advice);
      drain(pipeline, 0);
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(800));
    }
  }

  @Test
  void aStoredOffsetBeyondTheEndIsReportedAndWhatComesLaterIsNotSkipped() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      Pipeline pipeline = drained(database, 500);
      pipeline.execute("UPDATE kafka_offsets SET next_offset = 501");
      String advice = drain(pipeline, 1);
      assertThat(advice).hasLineCount(1).contains("501", "500");
      pipeline.sendReadings(500, 300);
      doAsAdvised(pipeline, advice);
      drain(pipeline, 0);
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(800));
    }
  }

  /** Runs the command that the consumer ended with. */
  private void doAsAdvised(Pipeline pipeline, String advice) throws Exception {
    Matcher command = COMMAND.matcher(advice);
    assertThat(command.find()).as(advice).isTrue();
    Tool tool = Tool.run(pipeline, folder, List.of(command.group(1).split(" ")));
    assertThat(tool.exitCode()).as("%s: %s", command.group(1), tool).isZero();
  }

  /** A pipeline of one partition, all of whose readings are written. */
  private Pipeline drained(Database database, int readings) throws Exception {
    Pipeline pipeline =
        new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
    pipeline.sendReadings(0, readings);
    drain(pipeline, 0);
    assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(readings));
    return pipeline;
  }

  /** Drains, expecting an exit code; gives what it wrote to stderr. */
  private String drain(Pipeline pipeline, int exitCode) {
    try (var consumer = ConsumerJar.start("drain", pipeline, folder, "--drain", "--workers", "1")) {
      return consumer.ends(exitCode).err().strip();
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", SharedStack.broker().bootstrapServers()));
  }
}
