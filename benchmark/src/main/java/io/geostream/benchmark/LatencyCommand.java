package io.geostream.benchmark;

import io.geostream.benchmark.contender.Contenders;
import io.geostream.common.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The subcommand {@code latency}. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "From the sending of a reading to its visible row, at a steady rate.")
final class LatencyCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Option(
      names = "--rate-per-second",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Readings a second. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 1_000_000)
  private int rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "How long is measured, after ten seconds whose readings are in the table by then. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 3_600)
  private int seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each contender runs, in turn. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 1_000)
  private int rounds;

  @Option(
      names = "--contenders",
      paramLabel = "NAME[:ROWS]",
      split = ",",
      defaultValue = "jdbc-batch-rewritten,geostream-auto",
      description = "Who runs. Default: ${DEFAULT-VALUE}.")
  private List<String> contenders = new ArrayList<>();

  LatencyCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    LatencySettings settings =
        new LatencySettings(rate, seconds, rounds, Contenders.of(contenders));
    return Programs.run(out -> new Latency(settings, environment, out).run());
  }
}
