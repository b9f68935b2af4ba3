package io.geostream.benchmark;

import io.geostream.common.settings.Setting;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The subcommand {@code producer}. */
@Command(
    name = "producer",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "producer.jar as fast as it can, against Kafka's own kafka-producer-perf-test with the same settings and readings.")
final class ProducerRaceCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Option(
      names = "--readings",
      paramLabel = "N",
      defaultValue = "10000000",
      description = "How many each of them sends. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 1_000_000_000)
  private long readings;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each of them runs, in turn. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 1_000)
  private int rounds;

  ProducerRaceCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return Programs.run(out -> new ProducerRace(readings, rounds, environment, out).run());
  }
}
