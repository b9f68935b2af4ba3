package io.geostream.consumer.tool.mapping;

import io.geostream.common.settings.SettingException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The subcommand {@code consumer.jar mapping}, which only groups subcommands of its own. */
@Command(
    name = "mapping",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Helps with --mapping: what a message is, and which rows of which table it becomes.")
public final class MappingCommand implements Callable<Integer> {

  private MappingCommand() {}

  /** The command with its subcommands below it. */
  public static CommandLine create(Map<String, String> environment) {
    return new CommandLine(new MappingCommand())
        .addSubcommand(new ShowCommand())
        .addSubcommand(new CheckCommand(environment))
        .addSubcommand(new SqlCommand(environment))
        .addSubcommand(new InferCommand())
        .addSubcommand(new TryCommand(Clock.systemUTC()));
  }

  @Override
  public Integer call() {
    throw new SettingException(
        "mapping", "needs a subcommand: 'mapping show', 'check', 'sql', 'infer' or 'try'");
  }
}
