package io.geostream.consumer;

import static org.awaitility.Awaitility.await;

import io.geostream.stack.Database;
import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that can be reached and not be used: the health says what to change. */
final class BrokerFaultsIT {

  @TempDir Path folder;

  @Test
  void tlsAgainstABrokerWithoutIsNamed() throws Exception {
    try (Database database = SharedStack.freshDatabase();
        Program consumer =
            ConsumerJar.start(
                "consumer",
                new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()),
                folder,
                "-K",
                "security.protocol=SSL")) {
      awaitReason(consumer, "does not speak TLS");
    }
  }

  @Test
  void anAdvertisedHostThatCannotBeResolvedIsNamed() throws Exception {
    try (KafkaBroker broker =
            KafkaBroker.startKeepingLog(
                folder, Map.of("advertised.listeners", "PLAINTEXT://no.such.host.invalid:9092"));
        Database database = SharedStack.freshDatabase();
        Program consumer =
            ConsumerJar.start(
                "consumer", new Pipeline(broker, database, SharedStack.freshTopic()), folder)) {
      awaitReason(consumer, "advertised.listeners");
    }
  }

  private static void awaitReason(Program consumer, String reason) {
    await()
        .atMost(Program.LONG)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> consumer.get("/health/ready").body().contains(reason));
  }
}
