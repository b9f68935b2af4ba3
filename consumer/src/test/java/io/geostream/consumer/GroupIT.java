package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.stack.Database;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others see of the consumer's group. */
final class GroupIT {

  private static final int READINGS = 1_000;

  @TempDir Path folder;

  @Test
  void aMemberWithoutPartitionsIsReady() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        Admin admin = admin()) {
      Pipeline pipeline = pipeline(database, 1);
      try (var one = start("one", pipeline);
          var two = start("two", pipeline)) {
        await()
            .atMost(Program.LONG)
            .ignoreExceptionsInstanceOf(ExecutionException.class) // no such group yet
            .until(() -> isStable(admin, pipeline, 2));
        await().atMost(Program.LONG).until(() -> assigned(one) + assigned(two) == 1);

        Program idle = assigned(one) == 0 ? one : two;
        idle.awaitReady();
        assertThat(assigned(idle)).isZero();
        assertThat(idle.get("/health/live").statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void whatIsCommittedToKafkaIsInTheEndWhatTheDatabaseHas() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        Admin admin = admin()) {
      Pipeline pipeline = pipeline(database, 3);
      pipeline.sendReadings(0, READINGS);
      try (var consumer = start("consumer", pipeline)) {
        await()
            .atMost(Program.LONG)
            .ignoreExceptionsInstanceOf(IOException.class)
            .until(() -> consumer.metric("messages_processed_total") == READINGS);
        await()
            .atMost(Program.LONG)
            .untilAsserted(
                () -> assertThat(committed(admin, pipeline)).isEqualTo(stored(pipeline)));

        pipeline.sendReadings(READINGS, READINGS);
        await()
            .atMost(Program.LONG)
            .until(() -> consumer.metric("messages_processed_total") > READINGS);
        consumer.stopsOnSigterm();
      }
      assertThat(committed(admin, pipeline)).hasSize(3).isEqualTo(stored(pipeline));
    }
  }

  private Program start(String name, Pipeline pipeline) {
    return ConsumerJar.start(name, pipeline, folder, "--workers", "1", "--batch-rows", "100");
  }

  private static Pipeline pipeline(Database database, int partitions) {
    return new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic())
        .withPartitions(partitions);
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", SharedStack.broker().bootstrapServers()));
  }

  private static boolean isStable(Admin admin, Pipeline pipeline, int members) throws Exception {
    var group =
        admin.describeConsumerGroups(List.of(pipeline.topic())).all().get().get(pipeline.topic());
    return group != null
        && group.groupState() == GroupState.STABLE
        && group.members().size() == members;
  }

  private static double assigned(Program consumer) throws Exception {
    return consumer.metric("geostream_assigned_partitions");
  }

  /** By partition. */
  private static Map<Integer, Long> committed(Admin admin, Pipeline pipeline) throws Exception {
    Map<Integer, Long> offsets = new HashMap<>();
    admin
        .listConsumerGroupOffsets(pipeline.topic())
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach((partition, commit) -> offsets.put(partition.partition(), commit.offset()));
    return offsets;
  }

  /** By partition. */
  private static Map<Integer, Long> stored(Pipeline pipeline) throws SQLException {
    try (Connection connection = pipeline.database().connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT partition, next_offset FROM kafka_offsets")) {
      Map<Integer, Long> offsets = new HashMap<>();
      while (row.next()) {
        offsets.put(row.getInt(1), row.getLong(2));
      }
      return offsets;
    }
  }
}
