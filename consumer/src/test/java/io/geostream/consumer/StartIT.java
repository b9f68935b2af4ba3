package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.consumer.Pipeline.Counts;
import io.geostream.stack.Database;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a group begins that has no offsets yet. */
final class StartIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void latestLeavesOutTheHistoryButNothingOfAPartitionThatIsAddedLater() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        Admin admin =
            Admin.create(Map.of("bootstrap.servers", SharedStack.broker().bootstrapServers()))) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      pipeline.sendReadings(0, 100);
      try (var consumer = start(pipeline, "first")) {
        await().atMost(TIMEOUT).ignoreExceptions().until(() -> offsets(pipeline) == 100);
        pipeline.sendReadings(100, 50);
        Callable<Counts> counts = pipeline::counts;
        await().atMost(TIMEOUT).until(counts, Counts.eachOnce(50)::equals);
        consumer.stopsOnSigterm();
      }
      admin.createPartitions(Map.of(pipeline.topic(), NewPartitions.increaseTo(3))).all().get();
      // A producer that is there before the leaders are gets its batches out of order.
      await().atMost(TIMEOUT).ignoreExceptions().until(() -> leads(admin, pipeline, 2));
      pipeline.send(IntStream.range(150, 250), Pipeline::reading);

      try (var consumer = start(pipeline, "second", "--drain")) {
        consumer.succeeds();
      }
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(150));
    }
  }

  @Test
  void committedBeginsWhereTheGroupHasCommittedInKafkaElseAtTheFirstRecord() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        Admin admin =
            Admin.create(Map.of("bootstrap.servers", SharedStack.broker().bootstrapServers()))) {
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(2);
      pipeline.sendReadings(0, 100);
      long rest = 10;
      long begin = end(admin, pipeline, 0) - rest;
      admin
          .alterConsumerGroupOffsets(
              pipeline.topic(),
              Map.of(new TopicPartition(pipeline.topic(), 0), new OffsetAndMetadata(begin)))
          .all()
          .get();

      try (var consumer =
          ConsumerJar.start("drain", pipeline, folder, "--start", "committed", "--drain")) {
        consumer.succeeds();
      }
      assertThat(begin).isPositive();
      assertThat(pipeline.counts()).isEqualTo(Counts.eachOnce(rest + end(admin, pipeline, 1)));
    }
  }

  private Program start(Pipeline pipeline, String name, String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "--start";
    arguments[1] = "latest";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return ConsumerJar.start(name, pipeline, folder, arguments);
  }

  private static boolean leads(Admin admin, Pipeline pipeline, int partition) throws Exception {
    return end(admin, pipeline, partition) >= 0;
  }

  private static long end(Admin admin, Pipeline pipeline, int partition) throws Exception {
    TopicPartition asked = new TopicPartition(pipeline.topic(), partition);
    return admin
        .listOffsets(Map.of(asked, OffsetSpec.latest()))
        .partitionResult(asked)
        .get()
        .offset();
  }

  private static long offsets(Pipeline pipeline) throws Exception {
    try (var connection = pipeline.database().connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT sum(next_offset) FROM kafka_offsets")) {
      row.next();
      return row.getLong(1);
    }
  }
}
