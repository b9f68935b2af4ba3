package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that refuses the consumer's credentials. */
final class CredentialsIT {

  private static final String LOGIN_MODULE =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"geostream\" password=\"%s\"";
  private static final String KNOWN = "user_geostream";
  private static final Duration A_FEW_WATCHES = Duration.ofSeconds(8);

  @TempDir Path folder;

  @Test
  void atTheStartItEndsTheConsumerAndLaterItIsWaitedFor() throws Exception {
    try (KafkaBroker broker = KafkaBroker.startKeepingLog(folder, brokerSettings());
        var database = SharedStack.freshDatabase()) {
      Pipeline pipeline = new Pipeline(broker, database, SharedStack.freshTopic());
      createTopic(pipeline);

      try (var refused = start(pipeline, "refused", "wrong")) {
        assertThat(refused.fails()).contains("Authentication failed");
      }

      try (var consumer = start(pipeline, "consumer", "right")) {
        consumer.awaitReady();
        restart(broker, KNOWN, "user_another");
        consumer.awaitReadiness(503);
        await()
            .during(A_FEW_WATCHES)
            .atMost(A_FEW_WATCHES.multipliedBy(3))
            .until(() -> consumer.get("/health/live").statusCode() == 200);
        assertThat(consumer.get("/health/ready").body()).contains("Authentication failed");

        restart(broker, "user_another", KNOWN);
        consumer.awaitReady();
        consumer.stopsOnSigterm();
      }
    }
  }

  private static Map<String, String> brokerSettings() {
    return Map.of(
        "listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
        "sasl.enabled.mechanisms", "PLAIN",
        "sasl.mechanism.inter.broker.protocol", "PLAIN",
        "listener.name.plaintext.plain.sasl.jaas.config",
            LOGIN_MODULE.formatted("right") + " " + KNOWN + "=\"right\";");
  }

  /** The broker reads its settings when it starts. */
  private void restart(KafkaBroker broker, String known, String knownFromNowOn) throws IOException {
    broker.kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(it -> it.endsWith("server.properties")).toList()) {
        Files.writeString(file, Files.readString(file).replace(known, knownFromNowOn));
      }
    }
    broker.restart();
  }

  private static Map<String, String> clientSettings(String password) {
    return Map.of(
        "security.protocol", "SASL_PLAINTEXT",
        "sasl.mechanism", "PLAIN",
        "sasl.jaas.config", LOGIN_MODULE.formatted(password) + ";");
  }

  private static void createTopic(Pipeline pipeline) throws Exception {
    Map<String, Object> settings = new HashMap<>(clientSettings("right"));
    settings.put("bootstrap.servers", pipeline.broker().bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(List.of(new NewTopic(pipeline.topic(), 1, (short) 1))).all().get();
    }
  }

  private Program start(Pipeline pipeline, String name, String password) throws IOException {
    StringBuilder settings = new StringBuilder();
    clientSettings(password)
        .forEach((key, value) -> settings.append(key).append('=').append(value).append('\n'));
    Path file = Files.writeString(folder.resolve(name + ".properties"), settings);
    return ConsumerJar.start(name, pipeline, folder, "--kafka-config", file.toString());
  }
}
