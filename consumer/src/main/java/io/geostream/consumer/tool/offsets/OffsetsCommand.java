package io.geostream.consumer.tool.offsets;

import io.geostream.common.settings.SettingException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The subcommand {@code consumer.jar offsets}, which only holds its own two. */
@Command(
    name = "offsets",
    mixinStandardHelpOptions = true,
    description = "Shows where each partition goes on, or sets it.")
public final class OffsetsCommand implements Callable<Integer> {

  private OffsetsCommand() {}

  /** The command with {@code show} and {@code reset} below it. */
  public static CommandLine create(Map<String, String> environment) {
    return new CommandLine(new OffsetsCommand())
        .addSubcommand(new ShowCommand(environment))
        .addSubcommand(new ResetCommand(environment, Clock.systemUTC()));
  }

  @Override
  public Integer call() {
    throw new SettingException("offsets", "needs a subcommand: 'offsets show' or 'offsets reset'");
  }
}
