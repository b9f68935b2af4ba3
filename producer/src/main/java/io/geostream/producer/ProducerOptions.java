package io.geostream.producer;

import io.geostream.common.settings.Setting;
import io.geostream.common.settings.SettingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings that only the producer has; a picocli mix-in. */
final class ProducerOptions {

  private static final double DEFAULT_RATE = 2;
  private static final double SLOWEST_RATE = 0.001;
  private static final int DEFAULT_LOCATIONS = 1_000;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "Readings per second, at least 0.001; 0 is as fast as it can. Default: 2; with --replay: 0.")
  @Setting(variable = "PRODUCER_RATE", min = 0, max = 1_000_000)
  private @Nullable Double rate;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Stop with exit code 0 after N readings, all acknowledged; 0 is no end. Default: ${DEFAULT-VALUE}.")
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
          "Publish the readings of an NDJSON or CSV file (- is stdin), times as they are, instead of made ones. Bad lines are skipped and logged (the first 100); they make the exit code 1, and the line on stderr says how many there are and which is the first. Default: none.")
  @Setting(variable = "PRODUCER_REPLAY")
  private @Nullable String replay;

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
   * @throws SettingException for the first that is broken
   */
  void check() {
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
  }

  private void refuseWithReplay(String setting, @Nullable Object value) {
    if (replay != null && value != null) {
      throw new SettingException(
          setting, "has no meaning with --replay (PRODUCER_REPLAY): nothing is made up then");
    }
  }

  /** Readings per second; 0 for as fast as it can. */
  double rate() {
    if (rate != null) {
      return rate;
    }
    return replay == null ? DEFAULT_RATE : 0;
  }

  /** How many readings to publish; 0 for no end. */
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

  /** Partitions of a topic that is created. */
  int partitions() {
    return partitions;
  }

  /** Replication factor of a topic that is created; −1 for the broker's default. */
  short replicationFactor() {
    return replicationFactor;
  }
}
