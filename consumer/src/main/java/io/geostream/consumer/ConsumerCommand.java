package io.geostream.consumer;

import io.geostream.common.daemon.Daemon;
import io.geostream.common.daemon.Logging;
import io.geostream.common.daemon.Version;
import io.geostream.common.settings.CommandLineFactory;
import io.geostream.common.settings.MappingSettings;
import io.geostream.consumer.settings.ConsumerSettings;
import io.geostream.consumer.tool.deadletters.DeadLettersCommand;
import io.geostream.consumer.tool.mapping.MappingCommand;
import io.geostream.consumer.tool.offsets.OffsetsCommand;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The command {@code consumer.jar}: without a subcommand it writes messages until it is stopped.
 */
@Command(
    name = "consumer",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = "Writes messages from Kafka into a hypertable, each exactly once.",
    footer = {
      "",
      "A setting is taken from its flag, else from its environment variable, else from its default.",
      "Exit codes: 0 done, 1 a fault that cannot be retried, 2 a setting that cannot be used."
    })
public final class ConsumerCommand implements Callable<Integer> {

  private final Map<String, String> environment;

  @Mixin private final ConsumerSettings settings = new ConsumerSettings();

  @Mixin private final MappingSettings mapping = new MappingSettings();

  ConsumerCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The command line, with its subcommands. */
  static CommandLine commandLine(Map<String, String> environment) {
    return CommandLineFactory.create(
        new ConsumerCommand(environment),
        environment,
        new MigrateCommand(environment),
        OffsetsCommand.create(environment),
        DeadLettersCommand.withSubcommands(),
        MappingCommand.create(environment));
  }

  public static void main(String[] args) {
    System.exit(commandLine(System.getenv()).execute(args));
  }

  @Override
  public Integer call() {
    Logging.configure(settings.common().logging());
    return Daemon.run(new ConsumerDaemon(settings, mapping, environment));
  }
}
