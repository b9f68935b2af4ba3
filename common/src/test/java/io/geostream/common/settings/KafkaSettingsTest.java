package io.geostream.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {

  private static final Map<String, String> NONE = Map.of();
  private static final Map<String, Object> SERIALIZERS =
      Map.of(
          "key.serializer",
          ByteArraySerializer.class,
          "value.serializer",
          ByteArraySerializer.class);
  private static final Map<String, Object> DESERIALIZERS =
      Map.of(
          "key.deserializer",
          ByteArrayDeserializer.class,
          "value.deserializer",
          ByteArrayDeserializer.class);
  private static final String SECRET = "hunter2";

  @TempDir private Path folder = Path.of("");

  @Test
  void asksTheUsualBrokerByDefault() {
    assertThat(Probe.run(NONE).accepted().common.kafka().bootstrapServers())
        .isEqualTo("localhost:9092");
  }

  @Test
  void takesAFlagOverTheFileOverOurDefaultOverKafkas() throws IOException {
    Path file = file("linger.ms=20", "batch.size=1000", "bootstrap.servers=of-the-file:1");
    KafkaSettings settings =
        Probe.run(NONE, "--kafka-config", file.toString(), "-K", "linger.ms=30")
            .accepted()
            .common
            .kafka();

    Map<String, Object> producer =
        settings.forClient(
            ProducerConfig.configDef(),
            Map.of("linger.ms", 10, "batch.size", 10, "client.id", "ours"),
            SERIALIZERS);

    assertThat(settings.bootstrapServers()).isEqualTo("of-the-file:1");
    assertThat(producer)
        .containsEntry("linger.ms", "30")
        .containsEntry("batch.size", "1000")
        .containsEntry("client.id", "ours")
        .containsEntry("key.serializer", ByteArraySerializer.class)
        .containsEntry("bootstrap.servers", "of-the-file:1");
  }

  @Test
  void takesTheServersOfTheFlagOverThoseOfTheFile() throws IOException {
    String file = file("bootstrap.servers=of-the-file:1").toString();
    assertThat(
            Probe.run(
                    Map.of("KAFKA_CONFIG_FILE", file, "KAFKA_BOOTSTRAP_SERVERS", "variable:2"),
                    "--bootstrap-servers",
                    "flag:3")
                .accepted()
                .common
                .kafka()
                .bootstrapServers())
        .isEqualTo("flag:3");
    assertThat(
            Probe.run(Map.of("KAFKA_CONFIG_FILE", file, "KAFKA_BOOTSTRAP_SERVERS", "variable:2"))
                .accepted()
                .common
                .kafka()
                .bootstrapServers())
        .isEqualTo("variable:2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssl.keystore.password",
        "ssl.truststore.password",
        "ssl.key.password",
        "ssl.keystore.key",
        "SSL.Keystore.Key",
        "sasl.jaas.config",
        "listener.name.external.sasl.jaas.config",
        "sasl.oauthbearer.client.credentials.client.secret",
        "sasl.oauthbearer.assertion.private.key.passphrase",
        "plugin.password",
        "plugin.passphrase"
      })
  void refusesASecretOnTheCommandLineWithoutRepeatingIt(String key) {
    assertThat(Probe.run(NONE, "-K", key + "=" + SECRET).refusal())
        .contains("-K " + key)
        .contains("--kafka-config (KAFKA_CONFIG_FILE)")
        .doesNotContain(SECRET);
  }

  @Test
  void takesASecretFromTheFileAndNeverPrintsIt() throws IOException {
    Path file = file("ssl.keystore.password=" + SECRET, "client.id=x");
    KafkaSettings settings =
        Probe.run(NONE, "--kafka-config", file.toString()).accepted().common.kafka();

    assertThat(settings.forClient(ConsumerConfig.configDef(), NONE, DESERIALIZERS))
        .containsEntry("ssl.keystore.password", SECRET);
    assertThat(settings.toString()).contains("ssl.keystore.password").doesNotContain(SECRET);
    assertThatThrownBy(
            () ->
                settings.forClient(
                    ConsumerConfig.configDef(), Map.of("fetch.min.bytes", "-1"), DESERIALIZERS))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("fetch.min.bytes")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://me:hunter2@host/token",
        "https://hunter2@host/token",
        "https://me:x/hunter2@host/token",
        "https://me:x#hunter2@host/token",
        "https://host/token?client_secret=hunter2",
        "https://host/token?x=1&Password=hunter2"
      })
  void refusesASecretInAUrlWithoutRepeatingIt(String url) throws IOException {
    String key = "sasl.oauthbearer.token.endpoint.url";
    for (String setting : List.of(key, "my.plugin.url")) {
      assertThat(Probe.run(NONE, "-K", setting + "=" + url).refusal())
          .contains("-K")
          .doesNotContain(SECRET);
    }
    Path file = file(key + "=" + url);
    assertThat(Probe.run(NONE, "--kafka-config", file.toString()).refusal())
        .contains(key)
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "me:hunter2@host:9092",
        "me:hunter2@host",
        "h:1,hunter2@h:2",
        "host",
        "host:x",
        "host:0",
        ","
      })
  void refusesServersThatAreNoHostAndPortWithoutRepeatingThem(String servers) throws IOException {
    assertThat(Probe.run(NONE, "--bootstrap-servers", servers).refusal())
        .contains("--bootstrap-servers (KAFKA_BOOTSTRAP_SERVERS)")
        .doesNotContain(SECRET);
    assertThat(Probe.run(NONE, "-K", "bootstrap.servers=" + servers).refusal())
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"host:9092", "a:1, b:2", "SSL://host:9092", "[::1]:9092"})
  void takesServersAsKafkaDoes(String servers) {
    assertThat(
            Probe.run(NONE, "--bootstrap-servers", servers)
                .accepted()
                .common
                .kafka()
                .bootstrapServers())
        .isEqualTo(servers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssl.truststore.location",
        "ssl.keystore.location",
        "sasl.oauthbearer.assertion.file",
        "sasl.oauthbearer.assertion.private.key.file"
      })
  void refusesAFileOfKafkasThatCannotBeRead(String key) {
    assertThat(Probe.run(NONE, "-K", key + "=/no/such/file").refusal())
        .contains(key, "/no/such/file");
  }

  @Test
  void takesValuesFromKafkasOwnConfigProviders() throws IOException {
    Path secrets = Files.writeString(folder.resolve("secrets"), "phrase=" + SECRET + "\nid=me\n");
    Path token = Files.writeString(folder.resolve("token"), "t");
    Path places = Files.writeString(folder.resolve("places"), "broker=b:1\ntoken=" + token + "\n");
    Path file =
        file(
            "config.providers=file",
            "config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider",
            "bootstrap.servers=${file:" + places + ":broker}",
            "client.id=${file:" + secrets + ":id}",
            "sasl.oauthbearer.assertion.file=${file:" + places + ":token}",
            "ssl.keystore.password=${file:" + secrets + ":phrase}");

    KafkaSettings settings =
        Probe.run(NONE, "--kafka-config", file.toString()).accepted().common.kafka();

    assertThat(settings.bootstrapServers()).isEqualTo("b:1");
    assertThat(settings.forClient(ConsumerConfig.configDef(), NONE, DESERIALIZERS))
        .containsEntry("client.id", "me")
        .containsEntry("ssl.keystore.password", SECRET);
    assertThat(settings.toString()).doesNotContain(SECRET);
  }

  @Test
  void refusesAConfigProviderThatIsNotThere() {
    assertThat(
            Probe.run(
                    NONE,
                    "-K",
                    "config.providers=x",
                    "-K",
                    "config.providers.x.class=no.such.Class",
                    "-K",
                    "client.id=${x:y}")
                .refusal())
        .contains("config.providers", "no.such.Class");
  }

  @Test
  void refusesATrustStoreThatIsNoneBeforeAnythingConnects() throws IOException {
    String store = Files.writeString(folder.resolve("store.jks"), "none").toString();
    KafkaSettings settings =
        Probe.run(NONE, "-K", "security.protocol=SSL", "-K", "ssl.truststore.location=" + store)
            .accepted()
            .common
            .kafka();
    assertThatThrownBy(() -> settings.forClient(AdminClientConfig.configDef(), NONE, NONE))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(store);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m required username=\"u\" password=\"a\"hunter2\";",
        "m required username=\"u\" password=\"a\" hunter2;",
        "m hunter2 username=\"u\";",
        "m required password=\"hunter2\""
      })
  void refusesALoginThatCannotBeReadWithoutRepeatingIt(String login) throws IOException {
    Path file = file("security.protocol=SASL_PLAINTEXT", "sasl.jaas.config=" + login);
    KafkaSettings settings =
        Probe.run(NONE, "--kafka-config", file.toString()).accepted().common.kafka();
    assertThatThrownBy(() -> settings.forClient(AdminClientConfig.configDef(), NONE, NONE))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("sasl.jaas.config")
        .satisfies(e -> assertThat(e).hasNoCause())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET));
  }

  @Test
  void saysThatALoginIsMissing() {
    KafkaSettings settings =
        Probe.run(NONE, "-K", "security.protocol=SASL_PLAINTEXT").accepted().common.kafka();
    assertThatThrownBy(() -> settings.forClient(AdminClientConfig.configDef(), NONE, NONE))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("sasl.jaas.config");
  }

  @Test
  void refusesAFileThatCannotBeRead() throws IOException {
    Path broken = folder.resolve("broken");
    Files.write(broken, "a=\\u12".getBytes(StandardCharsets.UTF_8));
    Path latin = folder.resolve("latin");
    Files.write(latin, "a=é".getBytes(StandardCharsets.ISO_8859_1));

    for (Path file : new Path[] {folder.resolve("absent"), folder, broken, latin}) {
      assertThat(Probe.run(NONE, "--kafka-config", file.toString()).refusal())
          .contains("--kafka-config (KAFKA_CONFIG_FILE)")
          .contains(file.toString());
    }
  }

  @Test
  void refusesWhatTheProgramFixes() {
    KafkaSettings settings =
        Probe.run(NONE, "-K", "enable.auto.commit=true").accepted().common.kafka();
    assertThatThrownBy(
            () ->
                settings.forClient(
                    ConsumerConfig.configDef(), NONE, Map.of("enable.auto.commit", false)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("enable.auto.commit")
        .hasMessageContaining("fixed");
  }

  @Test
  void refusesAValueThatTheClientDoesNotTake() {
    KafkaSettings settings = Probe.run(NONE, "-K", "linger.ms=soon").accepted().common.kafka();
    assertThatThrownBy(() -> settings.forClient(ProducerConfig.configDef(), NONE, SERIALIZERS))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("linger.ms");
  }

  @Test
  void givesEachClientOnlyWhatItKnowsAndPlugInsTheirOwn() {
    KafkaSettings settings =
        Probe.run(NONE, "-K", "linger.ms=5", "-K", "fetch.min.bytes=2", "-K", "my.plugin.x=y")
            .accepted()
            .common
            .kafka();
    assertThat(settings.forClient(ProducerConfig.configDef(), NONE, SERIALIZERS))
        .containsEntry("linger.ms", "5")
        .containsEntry("my.plugin.x", "y")
        .doesNotContainKey("fetch.min.bytes");
    assertThat(settings.forClient(AdminClientConfig.configDef(), NONE, NONE))
        .doesNotContainKeys("linger.ms", "fetch.min.bytes");
  }

  @Test
  void refusesAKafkaSettingWithoutAValue() {
    assertThat(Probe.run(NONE, "-K", "linger.ms").refusal()).contains("-K");
  }

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("client.properties"), List.of(lines));
  }
}
