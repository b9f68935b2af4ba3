package io.geostream.benchmark;

import io.geostream.benchmark.contender.Contenders;
import io.geostream.common.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of {@code drain}; a picocli mix-in. */
final class DrainOptions {

  @Option(
      names = "--readings",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "How many readings the topic is filled with. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 15_000_000)
  private long readings;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each contender runs, in turn. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 1_000)
  private int rounds;

  @Option(
      names = "--contenders",
      paramLabel = "NAME[:ROWS]",
      split = ",",
      defaultValue = Contenders.DEFAULT,
      description =
          "Who runs; with a number behind a colon, with batches of so many rows (tutorial: with so many readings). Default: ${DEFAULT-VALUE}.")
  private List<String> contenders = new ArrayList<>();

  @Option(
      names = "--locations",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many stations the readings are of. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 10_000_000)
  private int locations;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "6",
      description = "Partitions of the topic. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 1_000)
  private int partitions;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "The same seed gives the same readings, times aside. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "-J",
      paramLabel = "OPTION",
      description =
          "An option for the JVMs of the contenders, such as -J-Xmx256m; repeatable. Default: -Xmx512m.")
  private List<String> jvmOptions = new ArrayList<>();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the result's files are called. Default: drain.")
  private @Nullable String name;

  DrainSettings settings() {
    return new DrainSettings(
        name == null ? "drain" : name,
        readings,
        rounds,
        Contenders.of(contenders),
        locations,
        partitions,
        seed,
        jvmOptions.isEmpty() ? List.of("-Xmx512m") : List.copyOf(jvmOptions));
  }
}
