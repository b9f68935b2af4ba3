package io.geostream.consumer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.common.testing.FixedAnswers;
import io.geostream.common.testing.Needs;
import io.geostream.stack.Database;
import io.geostream.stack.testing.Exposure;
import io.geostream.stack.testing.OwnServer;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A daemon keeps secrets to itself, however much it logs and whatever goes wrong. */
final class SecretsIT {

  private static final int READINGS = 10;
  private static final String NOWHERE = "127.0.0.1:1";

  private final Exposure exposure = new Exposure();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"DEBUG", "TRACE"})
  void aRunningConsumerShowsNone(String logLevel) throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      Pipeline pipeline = pipeline(database);
      try (Program consumer = start(pipeline, urlWithPassword(database), logLevel, kafka(""))) {
        awaitReadings(consumer, READINGS);
        exposure.lookAt(consumer);
        consumer.stopsOnSigterm();
        exposure.isNone(consumer);
      }
    }
  }

  @Test
  void anOutageOfTheDatabaseShowsNone() throws Exception {
    try (var own = OwnServer.start()) {
      Pipeline pipeline = pipeline(own.database());
      String url = urlWithPassword(own.database());
      try (Program consumer = start(pipeline, url, "TRACE", kafka(""))) {
        awaitReadings(consumer, READINGS);
        own.processes().stopImmediately();
        pipeline.sendReadings(READINGS, READINGS);
        consumer.awaitReadiness(503);
        exposure.lookAt(consumer);
        own.processes().start();
        awaitReadings(consumer, 2 * READINGS);
        exposure.lookAt(consumer);
        consumer.stopsOnSigterm();
        exposure.isNone(consumer);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NOWHERE, "no.such.host.invalid:5432"})
  void aDatabaseThatIsNotThereShowsNone(String host) throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      String url = "postgresql://me:" + exposure.secret() + "@" + host + "/d?sslpassword=";
      try (Program consumer =
          start(pipeline(database), url + exposure.secret(), "TRACE", kafka(""))) {
        consumer.awaitReadiness(503);
        await()
            .atMost(Program.LONG)
            .until(() -> consumer.get("/health/ready").body().contains("database"));
        exposure.lookAt(consumer);
        consumer.stopsOnSigterm();
        exposure.isNone(consumer);
      }
    }
  }

  /**
   * The names cannot be resolved, nothing listens, and no login is asked for where one is given.
   */
  @ParameterizedTest
  @CsvSource({
    "no.such.host.invalid:9092, PLAINTEXT",
    "127.0.0.1:1, PLAINTEXT",
    ", SASL_PLAINTEXT",
    ", SASL_SSL"
  })
  void aBrokerThatCannotBeUsedShowsNone(String servers, String protocol) throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      List<String> kafka = kafka("security.protocol=" + protocol + "\nsasl.mechanism=PLAIN\n");
      Pipeline pipeline = pipeline(database);
      List<String> arguments = ConsumerJar.argumentsOfKafka(pipeline);
      if (servers != null) {
        arguments.set(arguments.indexOf("--bootstrap-servers") + 1, servers);
      }
      arguments.addAll(kafka);
      arguments.addAll(List.of("--log-level", "TRACE", "--allow-plain-postgresql"));
      try (Program consumer =
          ConsumerJar.run(
              "consumer", Map.of("DATABASE_URL", urlWithPassword(database)), folder, arguments)) {
        await()
            .atMost(Program.LONG)
            .ignoreExceptionsInstanceOf(IOException.class)
            .until(
                () ->
                    !consumer.process().isAlive()
                        || consumer.get("/health/ready").body().contains("broker"));
        if (consumer.process().isAlive()) {
          exposure.lookAt(consumer);
          consumer.stopsOnSigterm();
        }
        exposure.isNone(consumer);
      }
    }
  }

  @Test
  void aRefusedPasswordShowsNone() throws Exception {
    try (Database database = SharedStack.freshDatabase()) {
      Needs.that(database.password().isPresent(), "SecretsIT", "the database asks for no password");
      String url = url(database, "postgresql://" + database.user() + ":" + exposure.secret() + "@");
      try (Program consumer = start(pipeline(database), url, "TRACE", kafka(""))) {
        consumer.ends(1);
        exposure.isNone(consumer);
      }
    }
  }

  /** From the digest and the salt, which goes over the network, a weak password can be found. */
  @Test
  void anMd5LoginShowsNoDigest() throws Exception {
    byte[] salt = {1, 2, 3, 4};
    byte[] asksForMd5 = {'R', 0, 0, 0, 12, 0, 0, 0, 5, 1, 2, 3, 4};
    String password = exposure.secret();
    byte[] inner = md5((password + "me").getBytes(US_ASCII)).getBytes(US_ASCII);
    byte[] salted = Arrays.copyOf(inner, inner.length + salt.length);
    System.arraycopy(salt, 0, salted, inner.length, salt.length);
    exposure.alsoSecret(md5(salted));
    try (Database database = SharedStack.freshDatabase();
        FixedAnswers server = new FixedAnswers(asksForMd5)) {
      String url = "postgresql://me:" + password + "@" + server.address();
      try (Program consumer =
          start(
              pipeline(database),
              url + "/d?sslmode=disable&gssencmode=disable",
              "TRACE",
              kafka(""))) {
        await()
            .atMost(Program.LONG)
            .ignoreExceptionsInstanceOf(IOException.class)
            .until(() -> consumer.metrics().sum("geostream_outage_active", "database") == 1);
        exposure.lookAt(consumer);
        consumer.stopsOnSigterm();
        exposure.isNone(consumer);
      }
    }
  }

  private static String md5(byte[] text) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:%s@h@h/d",
        "postgresql://u:%s/@h/d",
        "postgresql://u:%s@h/d?sslmode=%<s",
        "jdbc:postgresql://u:%s@h/d",
        "jdbc:postgresql://h/d?user=u&password=%s&sslmode=require&sslfactory=no.such.Class",
        "%s"
      })
  void aUrlThatIsRefusedShowsNone(String form) throws Exception {
    String url = form.formatted(exposure.secret());
    Path kafka = Files.writeString(folder.resolve("kafka.properties"), "");
    try (Program refused =
        ConsumerJar.run(
            "refused",
            Map.of("DATABASE_URL", url),
            folder,
            List.of("--log-level", "TRACE", "--kafka-config", kafka.toString()))) {
      refused.ends(2);
      assertThat(refused.err().lines()).singleElement().asString().contains("DATABASE_URL");
      exposure.isNone(refused);
    }
  }

  @Test
  void aLoginThatCannotBeReadShowsNone() throws Exception {
    Path kafka =
        Files.writeString(
            folder.resolve("kafka.properties"),
            """
            security.protocol=SASL_PLAINTEXT
            sasl.jaas.config=m required username="u" password="a"%s";
            """
                .formatted(exposure.secret()));
    try (Program refused =
        ConsumerJar.run(
            "refused",
            Map.of("DATABASE_PASSWORD", exposure.secret()),
            folder,
            List.of("--log-level", "TRACE", "--kafka-config", kafka.toString()))) {
      refused.ends(2);
      assertThat(refused.err().lines()).singleElement().asString().contains("sasl.jaas.config");
      exposure.isNone(refused);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--database-url=postgresql://u:%s@h/d",
        "--database-url=jdbc:postgresql://h/d?sslpassword=%s",
        "--bootstrap-servers=u:%s@h:9092",
        "--database-password=%s",
        "--database-user u %s",
        "dead-letters list %s",
        "%s"
      })
  void aSecretOnTheCommandLineIsRefusedAndNotRepeated(String form) {
    String secret = exposure.secret();
    Tool refused = Tool.run(folder, List.of(form.formatted(secret).split(" ")));

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .singleElement()
        .asString()
        .doesNotContain(secret.substring(0, 8), secret.substring(24));
  }

  private Pipeline pipeline(Database database) throws Exception {
    Pipeline pipeline =
        new Pipeline(SharedStack.broker(), database, SharedStack.freshTopic()).withPartitions(1);
    pipeline.sendReadings(0, READINGS);
    return pipeline;
  }

  /** With all passwords in URL and file, where they are easily lost from. */
  private String urlWithPassword(Database database) {
    String password = database.password().map(exposure::alsoSecret).orElseGet(exposure::secret);
    return url(database, "postgresql://" + database.user() + ":" + password + "@")
        + "?sslpassword="
        + exposure.secret();
  }

  private static String url(Database database, String begin) {
    return database.jdbcUrl().replaceFirst("jdbc:postgresql://", begin);
  }

  private List<String> kafka(String more) throws IOException {
    Path file = folder.resolve("kafka.properties");
    Files.writeString(
        file,
        more
            + """
            ssl.truststore.password=%s
            ssl.key.password=%s
            sasl.oauthbearer.client.credentials.client.secret=%s
            my.plugin.password=%s
            sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="u" password="%s";
            """
                .formatted(
                    exposure.secret(),
                    exposure.secret(),
                    exposure.secret(),
                    exposure.secret(),
                    exposure.secret()));
    return List.of("--kafka-config", file.toString());
  }

  private Program start(Pipeline pipeline, String url, String logLevel, List<String> kafka) {
    List<String> arguments = ConsumerJar.argumentsOfKafka(pipeline);
    arguments.addAll(kafka);
    arguments.addAll(List.of("--log-level", logLevel, "--allow-plain-postgresql"));
    return ConsumerJar.run("consumer", Map.of("DATABASE_URL", url), folder, arguments);
  }

  private static void awaitReadings(Program consumer, int readings) {
    await()
        .atMost(Program.LONG)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> consumer.metric("messages_processed_total") == readings);
  }
}
