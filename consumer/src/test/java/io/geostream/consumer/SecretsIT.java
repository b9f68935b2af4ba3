package io.geostream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.common.testing.Needs;
import io.geostream.stack.Database;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A daemon keeps secrets to itself, however much it logs. */
final class SecretsIT {

  private static final int READINGS = 10;

  private final String ofKafka = UUID.randomUUID().toString();
  private final String ofKey = UUID.randomUUID().toString();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"DEBUG", "TRACE"})
  void aRunningConsumerNeitherLogsNorServesAPassword(String logLevel) throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      Needs.that(database.password().isPresent(), "SecretsIT", "the database asks for no password");
      String ofDatabase = database.password().orElseThrow();
      Pipeline pipeline =
          new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
      pipeline.sendReadings(0, READINGS);
      try (Program consumer = start(pipeline, logLevel, ofDatabase)) {
        await()
            .atMost(Program.LONG)
            .ignoreExceptionsInstanceOf(IOException.class)
            .until(() -> consumer.metric("messages_processed_total") == READINGS);
        List<String> seen = new ArrayList<>();
        for (String path : List.of("/metrics", "/health/live", "/health/ready")) {
          seen.add(consumer.get(path).body());
        }
        consumer.stopsOnSigterm();

        seen.add(consumer.out());
        seen.add(consumer.err());
        assertThat(seen.stream().flatMap(String::lines))
            .filteredOn(line -> Stream.of(ofDatabase, ofKafka, ofKey).anyMatch(line::contains))
            .isEmpty();
      }
    }
  }

  @Test
  void aPasswordInAUrlThatTheDriverCannotReadIsNotPrinted() {
    Tool refused =
        Tool.run(folder, List.of("--database-url", "jdbc:postgresql://u:" + ofKey + "@host/d"));

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .singleElement()
        .asString()
        .contains("--database-url")
        .doesNotContain(ofKey);
  }

  /** With all passwords in URL and file, where they are easily lost from. */
  private Program start(Pipeline pipeline, String logLevel, String password) throws IOException {
    Path kafka = folder.resolve("kafka.properties");
    Files.writeString(
        kafka,
        """
        ssl.truststore.password=%1$s
        sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="u" password="%1$s";
        """
            .formatted(ofKafka));
    Database database = pipeline.database();
    String withPassword = "postgresql://" + database.user() + ":" + password + "@";
    String url = database.jdbcUrl().replaceFirst("jdbc:postgresql://", withPassword);
    List<String> arguments = ConsumerJar.argumentsOfKafka(pipeline);
    arguments.addAll(
        List.of(
            "--kafka-config",
            kafka.toString(),
            "--log-level",
            logLevel,
            "--allow-plain-postgresql"));
    return ConsumerJar.run(
        "consumer", Map.of("DATABASE_URL", url + "?sslpassword=" + ofKey), folder, arguments);
  }
}
