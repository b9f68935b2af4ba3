package io.geostream.benchmark;

import io.geostream.benchmark.contender.Contenders;
import io.geostream.common.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      description = "How long is measured. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 3_600)
  private int seconds;

  @Option(
      names = "--warm-up-seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long is sent before that. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 3_600)
  private int warmUpSeconds;

  @Mixin private final RoundsOption rounds = new RoundsOption(5);

  @Option(
      names = "--contenders",
      paramLabel = "NAME[:ROWS]",
      split = ",",
      defaultValue = "jdbc-batch-rewritten,geostream-auto",
      description =
          "Who runs, geostream with all of its defaults; several sizes of one are several chances for it. Default: ${DEFAULT-VALUE}.")
  private List<String> contenders = new ArrayList<>();

  @Mixin private final JvmOption jvm = new JvmOption();

  LatencyCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    LatencySettings settings =
        new LatencySettings(
            rate,
            warmUpSeconds,
            seconds,
            rounds.rounds(),
            Contenders.asShipped(contenders),
            jvm.options());
    return Programs.run(out -> new Latency(settings, environment, out).run());
  }
}
