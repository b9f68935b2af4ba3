package io.geostream.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geostream.stack.KafkaBroker;
import io.geostream.stack.testing.Exposure;
import io.geostream.stack.testing.Program;
import io.geostream.stack.testing.QuickStart;
import io.geostream.stack.testing.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The producer keeps secrets to itself, however much it logs and whatever goes wrong. */
class ProducerSecretsIT {

  private static final Path JAR = Path.of("target", "producer.jar");

  private final Exposure exposure = new Exposure();

  @TempDir Path folder;

  @Test
  void aRunningProducerAndAnOutageOfTheBrokerShowNone() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder);
        Program producer = start(broker.bootstrapServers(), "")) {
      producer.awaitReady();
      exposure.lookAt(producer);
      broker.kill();
      producer.awaitReadiness(503);
      exposure.lookAt(producer);
      broker.restart();
      producer.awaitReady();
      producer.stopsOnSigterm();
      exposure.isNone(producer);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "no.such.host.invalid:9092, PLAINTEXT",
    "127.0.0.1:1, PLAINTEXT",
    ", SASL_PLAINTEXT",
    ", SASL_SSL",
    ", SSL"
  })
  void aBrokerThatCannotBeUsedShowsNone(String servers, String protocol) throws Exception {
    String brokers = servers == null ? SharedStack.broker().bootstrapServers() : servers;
    try (Program producer =
        start(brokers, "security.protocol=" + protocol + "\nsasl.mechanism=PLAIN\n")) {
      await()
          .atMost(Program.LONG)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(
              () ->
                  !producer.process().isAlive()
                      || producer.metrics().sum("geostream_outage_active", "broker") == 1);
      if (producer.process().isAlive()) {
        exposure.lookAt(producer);
        producer.stopsOnSigterm();
      }
      exposure.isNone(producer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sasl.jaas.config=m required username=\"u\" password=\"a\"%s\";",
        "sasl.jaas.config=m required password=\"%s\"",
        "sasl.jaas.config=m %s",
        "sasl.oauthbearer.token.endpoint.url=https://u:%s@h/token",
        "bootstrap.servers=u:%s@h:9092"
      })
  void aSettingThatIsRefusedShowsNone(String form) throws IOException {
    String setting = form.formatted(exposure.secret());
    List<String> arguments = kafka("security.protocol=SASL_PLAINTEXT\n" + setting + "\n");
    try (Program refused = run(arguments)) {
      refused.ends(2);
      assertThat(refused.err().lines()).hasSize(1);
      exposure.isNone(refused);
    }
  }

  private Program start(String servers, String kafka) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            kafka(
                kafka
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
                            exposure.secret())));
    arguments.addAll(List.of("--bootstrap-servers", servers));
    return run(arguments);
  }

  private List<String> kafka(String settings) throws IOException {
    Path file = Files.writeString(folder.resolve("kafka.properties"), settings);
    return List.of(
        "--kafka-config",
        file.toString(),
        "--log-level",
        "TRACE",
        "--topic",
        SharedStack.freshTopic());
  }

  private Program run(List<String> arguments) {
    return Program.daemon(
        "producer", JAR, QuickStart.options("192m", JAR), arguments, Map.of(), folder);
  }
}
