package io.geostream.producer;

import static java.util.stream.Collectors.toSet;

import io.geostream.common.settings.MappingSettings;
import io.geostream.common.settings.Setting;
import io.geostream.common.settings.SettingException;
import io.geostream.producer.replay.CsvFormat;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings that only the producer has; a picocli mix-in. */
final class ProducerOptions {

  private static final double DEFAULT_RATE = 2;
  private static final double SLOWEST_RATE = 0.001;
  private static final int DEFAULT_LOCATIONS = 1_000;
  private static final String CSV_SEPARATOR = "--csv-separator (PRODUCER_CSV_SEPARATOR)";

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Messages per second, at least 0.001; 0 is as fast as it can. Default: 2; with --replay: 0.")
  @Setting(variable = "PRODUCER_RATE", min = 0, max = 1_000_000)
  private @Nullable Double rate;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Stop with exit code 0 after N messages, all acknowledged; 0 is no end. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "PRODUCER_COUNT", min = 0)
  private long count;

  @Option(
      names = "--locations",
      paramLabel = "N",
      description = "How many stations: loc_1 to loc_N, always at the same places. Default: 1000.")
  @Setting(variable = "PRODUCER_LOCATIONS", min = 1, max = 10_000_000)
  private @Nullable Integer locations;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "The same seed gives the same readings, times aside: the weather then runs by a clock of its own, 0.5 s a reading. Default: random, with the weather of the real time of day.")
  @Setting(variable = "PRODUCER_SEED")
  private @Nullable Long seed;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description =
          "Publish the messages of a file (- is stdin), times as they are, instead of made readings: NDJSON, a JSON array, or CSV with a header; gzip is unpacked. Bad lines are skipped and logged (the first 100); they make the exit code 1, and the line on stderr says how many there are and which is the first. A file without a message is an error, too. Default: none.")
  @Setting(variable = "PRODUCER_REPLAY")
  private @Nullable String replay;

  @Option(
      names = "--csv-separator",
      paramLabel = "CHAR",
      description =
          "What separates the fields of a CSV file: one character, or tab. Unless it is a comma, numbers may have a decimal comma. Default: a comma, a semicolon or a tab, whichever the header has most of.")
  @Setting(variable = "PRODUCER_CSV_SEPARATOR")
  private @Nullable String csvSeparator;

  @Option(
      names = "--csv-missing",
      paramLabel = "TEXT,…",
      description =
          "What else stands for an absent value in a CSV file, such as --csv-missing=-999,null; blank fields, NA, NaN and \\N always do. Default: none.")
  @Setting(variable = "PRODUCER_CSV_MISSING")
  private @Nullable String csvMissing;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "6",
      description =
          "Partitions of the topic, if it does not exist yet and is created. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "KAFKA_PARTITIONS", min = 1, max = 1_000_000)
  private int partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "-1",
      description =
          "Likewise its replication factor; -1 is the broker's default. Default: ${DEFAULT-VALUE}.")
  @Setting(variable = "KAFKA_REPLICATION_FACTOR", min = -1, max = Short.MAX_VALUE)
  private short replicationFactor;

  /**
   * Applies the rules that a range cannot express.
   *
   * @param mapping the other settings, which only a replay has a use for
   * @throws SettingException for the first that is broken
   */
  void check(MappingSettings mapping) {
    if (rate != null && rate > 0 && rate < SLOWEST_RATE) {
      throw new SettingException(
          "--rate (PRODUCER_RATE)", rate + " is neither 0 nor in 0.001…1000000");
    }
    if (replicationFactor == 0) {
      throw new SettingException(
          "--replication-factor (KAFKA_REPLICATION_FACTOR)", "0 is neither -1 nor 1 or more");
    }
    refuseWithReplay("--locations (PRODUCER_LOCATIONS)", locations);
    refuseWithReplay("--seed (PRODUCER_SEED)", seed);
    refuseWithoutReplay("--mapping (PRODUCER_MAPPING)", mapping.isGiven() ? mapping : null);
    refuseWithoutReplay(CSV_SEPARATOR, csvSeparator);
    refuseWithoutReplay("--csv-missing (PRODUCER_CSV_MISSING)", csvMissing);
    csv();
  }

  private void refuseWithoutReplay(String setting, @Nullable Object value) {
    if (replay == null && value != null) {
      throw new SettingException(setting, "has no meaning without --replay (PRODUCER_REPLAY)");
    }
  }

  private void refuseWithReplay(String setting, @Nullable Object value) {
    if (replay != null && value != null) {
      throw new SettingException(
          setting, "has no meaning with --replay (PRODUCER_REPLAY): nothing is made up then");
    }
  }

  /** Messages per second; 0 for as fast as it can. */
  double rate() {
    if (rate != null) {
      return rate;
    }
    return replay == null ? DEFAULT_RATE : 0;
  }

  /** How many messages to publish; 0 for no end. */
  long count() {
    return count;
  }

  /** How many stations. */
  int locations() {
    return locations == null ? DEFAULT_LOCATIONS : locations;
  }

  /** The seed, or null for a random one. */
  @Nullable Long seed() {
    return seed;
  }

  /** The file to replay, {@code -} for stdin, or null. */
  @Nullable String replay() {
    return replay;
  }

  /** How a CSV file to replay is written. */
  CsvFormat csv() {
    Set<String> missing =
        csvMissing == null
            ? Set.of()
            : Arrays.stream(csvMissing.split(",")).map(String::strip).collect(toSet());
    return new CsvFormat(csvSeparator == null ? null : separator(csvSeparator), missing);
  }

  private static char separator(String text) {
    if (text.equals("tab") || text.equals("\t") || text.equals("\\t")) {
      return '\t';
    }
    char only = text.length() == 1 ? text.charAt(0) : '"';
    if (only <= ' '
        || only == '"'
        || only == '.'
        || only == '-'
        || Character.isLetterOrDigit(only)) {
      throw new SettingException(
          CSV_SEPARATOR, "'" + text + "' is neither one character such as ; or | nor tab");
    }
    return only;
  }

  /** Partitions of a topic that is created. */
  int partitions() {
    return partitions;
  }

  /** Replication factor of a topic that is created; −1 for the broker's default. */
  short replicationFactor() {
    return replicationFactor;
  }
}
