package io.geostream.consumer.tool.deadletters;

import io.geostream.common.settings.SettingException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The subcommand {@code consumer.jar dead-letters}, which only leads to its own two. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the records that were refused, or sends them again.")
public final class DeadLettersCommand implements Callable<Integer> {

  private DeadLettersCommand() {}

  /** The command with {@code list} and {@code replay} below it. */
  public static CommandLine withSubcommands() {
    Clock clock = Clock.systemUTC();
    return new CommandLine(new DeadLettersCommand())
        .addSubcommand(new ListCommand(clock))
        .addSubcommand(new ReplayCommand(clock));
  }

  @Override
  public Integer call() {
    throw new SettingException(
        "dead-letters", "say what to do with them: 'dead-letters list' or 'dead-letters replay'");
  }
}
