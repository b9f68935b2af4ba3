package io.geostream.benchmark;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The subcommand {@code startup}. */
@Command(
    name = "startup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "From the start of consumer.jar to its first row, with the share of each part.")
final class StartupCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Mixin private final RoundsOption rounds = new RoundsOption(7);

  @Mixin private final JvmOption jvm = new JvmOption();

  StartupCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return Programs.run(out -> new Startup(rounds.rounds(), jvm.options(), environment, out).run());
  }
}
