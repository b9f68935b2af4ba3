package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.testing.FixedAnswers;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port where something else than Kafka listens ends the consumer, at its start or later. */
final class NotABrokerIT {

  private static final byte[] HTTP =
      "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @Test
  void atTheStartItIsNamed() throws Exception {
    try (FixedAnswers http = new FixedAnswers(HTTP);
        var database = SharedStack.freshDatabase();
        Program consumer =
            ConsumerJar.run(
                "consumer",
                database,
                folder,
                List.of(
                    "--bootstrap-servers",
                    http.address(),
                    "--database-url",
                    database.jdbcUrl(),
                    "--database-user",
                    database.user(),
                    "--allow-plain-postgresql"))) {
      assertThat(consumer.fails()).contains("--bootstrap-servers", http.address(), "HTTP");
    }
  }

  @Test
  void whileTheConsumerRunsTheThreadThatDiesOfItIsNamed() throws Exception {
    try (KafkaBroker broker = KafkaBroker.startKeepingLog(folder, Map.of());
        var database = SharedStack.freshDatabase()) {
      Pipeline pipeline =
          new Pipeline(broker, database, SharedStack.freshTopic()).withPartitions(1);
      try (Program consumer = ConsumerJar.start("consumer", pipeline, folder)) {
        consumer.awaitReady();
        broker.kill();
        String servers = broker.bootstrapServers();
        int port = Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
        try (FixedAnswers http = new FixedAnswers(HTTP, port)) {
          assertThat(http.address()).isEqualTo(servers);
          assertThat(consumer.failsAtLast()).contains("OutOfMemoryError");
        }
      }
    }
  }
}
