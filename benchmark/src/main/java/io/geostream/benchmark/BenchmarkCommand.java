package io.geostream.benchmark;

import io.geostream.benchmark.client.JdbcClient;
import io.geostream.benchmark.client.LimitClient;
import io.geostream.benchmark.client.PollClient;
import io.geostream.common.daemon.Version;
import io.geostream.common.settings.CommandLineFactory;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program {@code benchmark}. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description =
        "Measures the pipeline on this machine, side by side with the alternatives and with the database's own limit. It"
            + " needs a PostgreSQL with TimescaleDB that is installed here. Without a subcommand: drain.",
    footer = {
      "",
      "Exit codes: 0 all ran and left exactly the rows that belong there, 1 not, 2 a setting that cannot be used."
    })
public final class BenchmarkCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Mixin private final DrainOptions options = new DrainOptions();

  BenchmarkCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Runs the program. */
  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    System.exit(
        CommandLineFactory.create(
                new BenchmarkCommand(environment),
                environment,
                new DrainCommand(environment),
                new LatencyCommand(environment),
                new StartupCommand(environment),
                new ScaleCommand(environment),
                new SizeCommand(environment),
                new ProducerRaceCommand(environment),
                new JmhCommand(),
                new JdbcClient(environment),
                new LimitClient(environment),
                new PollClient())
            .execute(args));
  }

  @Override
  public Integer call() {
    DrainSettings settings = options.settings();
    return Programs.run(out -> new Drain(settings, environment, out).run());
  }
}
