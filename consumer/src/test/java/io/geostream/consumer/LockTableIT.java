package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.RequiresTimescaleDb;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message whose rows need more locks than the server has. */
@RequiresTimescaleDb
final class LockTableIT {

  private static final Map<String, String> FEW_LOCKS =
      Map.of("max_locks_per_transaction", "10", "max_connections", "20");

  private static final String MAPPING =
      """
      table: plant.readings
      time: time
      each: /readings
      columns:
        time: {type: timestamptz}
      hypertable: {chunk: 1 hour}
      """;

  @TempDir Path folder;

  @Test
  void endsTheConsumerWithTheNameOfTheSettingAndIsNoLetter() throws Exception {
    String mapping =
        Files.writeString(folder.resolve("mapping.yaml"), MAPPING, StandardCharsets.UTF_8)
            .toString();
    try (OwnServer server = OwnServer.start(FEW_LOCKS)) {
      Pipeline pipeline = OffsetsTool.pipeline(server.database(), 1);
      pipeline.send(IntStream.range(0, 2), message -> hours(message == 0 ? 1 : 2_000));
      try (Program consumer =
          new OffsetsTool(folder).start(pipeline, "--mapping", mapping, "--max-age", "0")) {
        assertThat(consumer.fails()).contains("max_locks_per_transaction");
      }
      try (var connection = server.database().connect();
          var statement = connection.createStatement();
          var row = statement.executeQuery("SELECT next_offset FROM kafka_offsets")) {
        row.next();
        assertThat(row.getLong(1)).as("the first one is written").isOne();
      }
    }
  }

  /** A message with a row for each of the last hours. */
  private static byte[] hours(int count) {
    Instant now = Instant.now();
    return IntStream.range(0, count)
        .mapToObj(hour -> "{\"time\": \"" + now.minus(Duration.ofHours(hour)) + "\"}")
        .collect(Collectors.joining(", ", "{\"readings\": [", "]}"))
        .getBytes(StandardCharsets.UTF_8);
  }
}
