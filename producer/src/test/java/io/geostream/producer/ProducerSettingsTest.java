package io.geostream.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.geostream.common.settings.CommandLineFactory;
import io.geostream.common.settings.MappingSettings;
import io.geostream.producer.replay.CsvFormat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ProducerSettingsTest {

  /** The options alone: nothing is started. */
  @Command(name = "producer")
  static final class Options implements Runnable {
    @Mixin final ProducerOptions producer = new ProducerOptions();

    @Override
    public void run() {
      producer.check(new MappingSettings());
    }
  }

  private static ProducerOptions parse(Map<String, String> environment, String... arguments) {
    Options options = new Options();
    assertThat(CommandLineFactory.create(options, environment).execute(arguments)).isZero();
    return options.producer;
  }

  @Test
  void hasTheDefaultsOfTheContract() {
    ProducerOptions options = parse(Map.of());
    assertThat(options.rate()).isEqualTo(2);
    assertThat(options.count()).isZero();
    assertThat(options.locations()).isEqualTo(1_000);
    assertThat(options.seed()).isNull();
    assertThat(options.replay()).isNull();
    assertThat(options.partitions()).isEqualTo(6);
    assertThat(options.replicationFactor()).isEqualTo((short) -1);
  }

  @Test
  void takesFlags() {
    ProducerOptions options =
        parse(
            Map.of(),
            "--rate=0.5",
            "--count=7",
            "--locations=3",
            "--seed=-5",
            "--partitions=1",
            "--replication-factor",
            "-1");
    assertThat(options.rate()).isEqualTo(0.5);
    assertThat(options.count()).isEqualTo(7);
    assertThat(options.locations()).isEqualTo(3);
    assertThat(options.seed()).isEqualTo(-5);
    assertThat(options.partitions()).isEqualTo(1);
    assertThat(options.replicationFactor()).isEqualTo((short) -1);
  }

  @Test
  void takesVariablesWhereThereIsNoFlag() {
    Map<String, String> environment =
        Map.of(
            "PRODUCER_RATE", "1000000",
            "PRODUCER_COUNT", "8",
            "PRODUCER_LOCATIONS", "10000000",
            "PRODUCER_SEED", "9",
            "KAFKA_PARTITIONS", "12",
            "KAFKA_REPLICATION_FACTOR", "3");
    ProducerOptions options = parse(environment, "--count=1");
    assertThat(options.rate()).isEqualTo(1_000_000);
    assertThat(options.count()).isEqualTo(1);
    assertThat(options.locations()).isEqualTo(10_000_000);
    assertThat(options.seed()).isEqualTo(9);
    assertThat(options.partitions()).isEqualTo(12);
    assertThat(options.replicationFactor()).isEqualTo((short) 3);
  }

  @Test
  void replaysAsFastAsItCanUnlessARateIsGiven() {
    assertThat(parse(Map.of("PRODUCER_REPLAY", "-")).rate()).isZero();
    assertThat(parse(Map.of(), "--replay=-", "--rate=5").rate()).isEqualTo(5);
  }

  @Test
  void takesHowACsvFileIsWritten() {
    assertThat(parse(Map.of("PRODUCER_REPLAY", "-")).csv()).isEqualTo(CsvFormat.USUAL);
    assertThat(
            parse(
                    Map.of("PRODUCER_REPLAY", "-", "PRODUCER_CSV_SEPARATOR", "tab"),
                    "--csv-missing=-999, null")
                .csv())
        .isEqualTo(new CsvFormat('\t', Set.of("-999", "null")));
    assertThat(parse(Map.of(), "--replay=-", "--csv-separator=|").csv().separator()).isEqualTo('|');
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          --rate=-1,                            --rate (PRODUCER_RATE)
          --rate=1000001,                       --rate (PRODUCER_RATE)
          --rate=NaN,                           --rate (PRODUCER_RATE)
          --rate=0.0001,                        --rate (PRODUCER_RATE)
          --rate=fast,                          --rate (PRODUCER_RATE)
          --count=-1,                           --count (PRODUCER_COUNT)
          --locations=0,                        --locations (PRODUCER_LOCATIONS)
          --locations=10000001,                 --locations (PRODUCER_LOCATIONS)
          --seed=x,                             --seed (PRODUCER_SEED)
          --partitions=0,                       --partitions (KAFKA_PARTITIONS)
          --replication-factor=0,               --replication-factor (KAFKA_REPLICATION_FACTOR)
          --replication-factor=-2,              --replication-factor (KAFKA_REPLICATION_FACTOR)
          --replay=/no/such/file,               --replay (PRODUCER_REPLAY)
          --replay=- --seed=1,                  --seed (PRODUCER_SEED)
          --replay=- --locations=1,             --locations (PRODUCER_LOCATIONS)
          --csv-separator=;,                    --csv-separator (PRODUCER_CSV_SEPARATOR)
          --mapping=/no/such/file,              --mapping (PRODUCER_MAPPING): has no meaning without --replay
          --replay=- --mapping=/no/such/file,   --mapping (PRODUCER_MAPPING)
          --csv-missing=-999,                   --csv-missing (PRODUCER_CSV_MISSING)
          --replay=- --csv-separator=ab,        --csv-separator (PRODUCER_CSV_SEPARATOR)
          --replay=- --csv-separator=x,         --csv-separator (PRODUCER_CSV_SEPARATOR)
          --topic=a/b,                          --topic (KAFKA_TOPIC)
          --kafka-config=/no/such/file,         --kafka-config (KAFKA_CONFIG_FILE)
          --http-port=65536,                    --http-port (HTTP_PORT)
          -K ssl.keystore.password=x,           ssl.keystore.password
          -K sasl.jaas.config=x,                sasl.jaas.config
          -K acks=1,                            acks
          -K enable.idempotence=false,          enable.idempotence
          -K transactional.id=x,                transactional.id
          -K batch.size=many,                   batch.size
          -K max.in.flight.requests.per.connection=6, max.in.flight
          -K compression.type=rar,              compression.type
          --bootstrap-servers=nonsense,         nonsense
          --no-such-flag,                       --no-such-flag
          """)
  void refusesInOneLineThatNamesTheSetting(String arguments, String named) {
    StringWriter err = new StringWriter();
    CommandLine line = CommandLineFactory.create(new ProducerCommand(), Map.of("HTTP_PORT", "0"));
    line.setErr(new PrintWriter(err, true));
    assertThat(line.execute(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains(named);
  }

  @Test
  void refusesAFixedSettingFromAFileToo(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("kafka.properties"), "retries=1\n");
    StringWriter err = new StringWriter();
    CommandLine line = CommandLineFactory.create(new ProducerCommand(), Map.of("HTTP_PORT", "0"));
    line.setErr(new PrintWriter(err, true));
    assertThat(line.execute("--kafka-config", file.toString())).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains("retries");
  }
}
