package io.geostream.benchmark;

import io.geostream.common.settings.Setting;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The subcommand {@code startup}. */
@Command(
    name = "startup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "From the start of consumer.jar to its first row, with the share of each part.")
final class StartupCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "How often it starts. Default: ${DEFAULT-VALUE}.")
  @Setting(min = 1, max = 1_000)
  private int rounds;

  StartupCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return Programs.run(out -> new Startup(rounds, environment, out).run());
  }
}
