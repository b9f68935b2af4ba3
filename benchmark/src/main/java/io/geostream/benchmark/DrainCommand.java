package io.geostream.benchmark;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The subcommand {@code drain}. */
@Command(
    name = "drain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Rows a second from a filled topic into the table, side by side.")
final class DrainCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Mixin private final DrainOptions options = new DrainOptions();

  DrainCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    DrainSettings settings = options.settings();
    return Programs.run(out -> new Drain(settings, environment, out).run());
  }
}
